const ESCAPES: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x0d) return '\\r';
  if (byte === 0x0a) return '\\n';
  if (byte === 0x09) return '\\t';
  if (byte === 0x5c) return '\\\\';
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/**
 * Bytes of a stranger as printable ASCII: `\r`, `\n`, `\t`, `\\`, and `\xNN` for every other byte that is no visible
 * character or space. Nothing is lost, no two inputs look the same, and no escape sequence reaches a terminal. A string
 * counts as its UTF-8 bytes.
 */
export function escapeBytes(bytes: Buffer | string): string {
  let text = '';
  for (const byte of Buffer.from(bytes as string)) text += ESCAPES[byte];
  return text;
}
