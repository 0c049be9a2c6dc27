/** A value as a Python literal. */
export function pythonValue(value: unknown): string {
  if (typeof value === 'string') return pythonText(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null || value === undefined) return 'None';
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (value instanceof Uint8Array) return `b${pythonText(Buffer.from(value).toString('latin1'))}`;
  if (typeof value === 'object') return `{${Object.entries(value).map(([key, one]) => `${pythonText(key)}: ${pythonValue(one)}`).join(', ')}}`;
  return (value as number).toString();
}

const ESCAPED: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r' };

function pythonText(text: string): string {
  return `"${Array.from(text, (letter) => ESCAPED[letter] ?? (/[\x20-\x7e]/.test(letter) ? letter : escaped(letter.codePointAt(0)!))).join('')}"`;
}

function escaped(code: number): string { return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`; }

/** A name and its value, a line for each element of a list. */
export function pythonAssignment(name: string, value: unknown): string {
  if (!Array.isArray(value) || value.length < 2) return `${name} = ${pythonValue(value)}`;
  return `${name} = [\n${value.map((one) => `    ${pythonValue(one)},`).join('\n')}\n]`;
}
