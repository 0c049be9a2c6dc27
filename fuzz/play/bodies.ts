import { noise } from '../../src/noise.ts';

const made = new Map<string, Buffer>();

/** A body of so many bytes: bytes of every value without a period, or lines of text that end in CR LF. The same each time. */
export function bodyOf(size: number, text: boolean): Buffer {
  const key = `${size}${text}`;
  let body = made.get(key);
  if (body === undefined) {
    body = text ? textOf(size) : noise(size);
    if (made.size > 64) made.clear();
    made.set(key, body);
  }
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
