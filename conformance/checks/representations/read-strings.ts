/** What came in MODE C: its data, and the bytes of the file before each descriptor code took hold. */
export interface Expanded { readonly data: Buffer; readonly codes: readonly { readonly code: number; readonly at: number }[] }

/** Expands what came in MODE C, by RFC 959 §3.4.3 and nothing else; a string says why it cannot be done. */
export function readStrings(wire: Buffer, filler: number): Expanded | string {
  const parts: Buffer[] = [];
  const codes: { code: number; at: number }[] = [];
  let length = 0;
  let code = 0;
  for (let at = 0; at < wire.length;) {
    const head = wire[at]!;
    if (head === 0) {
      if (code !== 0) codes.push({ code, at: length });
      code = wire[at + 1] ?? 0;
      at += 2;
      continue;
    }
    const part = head < 0x80 ? wire.subarray(at + 1, at + 1 + head) : head < 0xc0 ? Buffer.alloc(head & 63, wire[at + 1]) : Buffer.alloc(head & 63, filler);
    if (head < 0x80 && part.length < head) return `a string of ${head} bytes has ${part.length}`;
    if (head >= 0x80 && head < 0xc0 && at + 1 >= wire.length) return 'a replication has no byte';
    // A marker is no data.
    if (!(code & 16)) {
      parts.push(part);
      length += part.length;
    }
    if (code !== 0) codes.push({ code, at: length });
    code = 0;
    at += head < 0x80 ? 1 + head : head < 0xc0 ? 2 : 1;
  }
  if (code !== 0) codes.push({ code, at: length });
  return { data: Buffer.concat(parts), codes };
}
