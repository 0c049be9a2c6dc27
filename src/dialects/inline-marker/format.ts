/**
 * A reply as bytes: the code stands before the first line, every line ends in CR LF (INL-PRO-R1). The word `FILE_END`, 250 in the
 * tables, has no number on the wire.
 */
export function formatReply(code: number, lines: readonly (string | Buffer)[]): Buffer {
  const digits = code === FILE_END_CODE ? [] : [Buffer.from(`${code} `)];
  return Buffer.concat([...digits, ...lines.flatMap((line) => [Buffer.from(line as string), Buffer.from('\r\n')])]);
}

/** What stands for the word `FILE_END` in the tables of the specification. */
export const FILE_END_CODE = 250;
