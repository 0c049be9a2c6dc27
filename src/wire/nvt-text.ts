/**
 * One line of text as it may travel in a reply: a string becomes UTF-8 (RFC 2640 §2.2), 0xFF is doubled as Telnet asks,
 * CR becomes CR NUL (RFC 854, RFC 2640 §3.1); LF and NUL, which could end the line and forge another reply, become `?`.
 */
export function nvtText(text: string | Buffer): Buffer {
  // latin1 keeps one character per byte, so that `replace` works on bytes.
  const bytes = Buffer.from(text as string).toString('latin1');
  return Buffer.from(bytes.replace(/[\n\0]/g, '?').replaceAll('\r', '\r\0').replace(/\xff/g, '\xff\xff'), 'latin1');
}
