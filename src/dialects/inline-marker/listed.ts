/** One entry of a listing. */
export interface Listed {
  /** Text, from UTF-8; bytes that are none become U+FFFD. */
  readonly name: string;
  readonly kind: 'file' | 'directory';
  /** Bytes. */
  readonly size: number;
  /** `YYYY-MM-DD HH:MM:SS` of the server's clock. */
  readonly modified: string;
}

/** Reads a line of a listing (INL-PRO-R10), one character a byte; null for anything else. */
export function parseListed(line: string): Listed | null {
  const [, type, size, modified, name] = /^(FILE|DIR) +([\d,]+) bytes +(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (.+)$/s.exec(line) ?? [];
  if (type === undefined || size === undefined || modified === undefined || name === undefined) return null;
  return { name: Buffer.from(name, 'latin1').toString(), kind: type === 'DIR' ? 'directory' : 'file', size: Number(size.replaceAll(',', '')), modified };
}
