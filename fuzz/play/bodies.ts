const made = new Map<string, Buffer>();

/** A body of so many bytes: bytes of every value without a period, or lines of text that end in CR LF. The same each time. */
export function bodyOf(size: number, text: boolean): Buffer {
  const key = `${size}${text}`;
  let body = made.get(key);
  if (body === undefined) {
    body = text ? textOf(size) : bytesOf(size);
    if (made.size > 64) made.clear();
    made.set(key, body);
  }
  return body;
}

function bytesOf(size: number): Buffer {
  const body = Buffer.allocUnsafe(size);
  for (let at = 0, value = 7; at < size; at += 1, value = (value * 1103515245 + 12345) & 0x7fffffff) body[at] = value >>> 16;
  return body;
}

function textOf(size: number): Buffer {
  const lines: string[] = [];
  for (let at = 0, length = 0; length < size; at += 1) {
    const line = `line ${at} ${'x'.repeat((at * 7) % 60)}\r\n`;
    lines.push(line);
    length += line.length;
  }
  const whole = Buffer.from(lines.join('')).subarray(0, size);
  // No lone CR at the end.
  if (whole.at(-1) === 0x0d) whole[whole.length - 1] = 0x2e;
  return Buffer.from(whole);
}
