/** Bytes of every value, no period that a faulty server could hit, and no marker. */
export function bodyOf(size: number): Buffer {
  const body = Buffer.allocUnsafe(size);
  for (let at = 0, value = 1; at < size; at += 1, value = (Math.imul(value, 1103515245) + 12345) & 0x7fffffff) body[at] = value >>> 16;
  return body;
}

/** The sizes around which buffers end. */
export const AROUND_64_KIB = [65_535, 65_536, 65_537] as const;
