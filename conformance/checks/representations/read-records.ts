/** Cuts what came in STRU R and MODE S into its records, by RFC 959 §3.4.1 and nothing else; a string says why it cannot be done. */
export function readRecords(wire: Buffer): readonly string[] | string {
  const records: string[] = [];
  let record = '';
  for (let at = 0; at < wire.length; at += 1) {
    const byte = wire[at]!;
    if (byte !== 255) {
      record += String.fromCharCode(byte);
      continue;
    }
    const code = wire[at += 1];
    if (code === 255) record += '\xff';
    else if (code === undefined || code < 1 || code > 3) return `byte 255 is followed by ${code ?? 'the end'}`;
    else {
      if (code & 1) {
        records.push(record);
        record = '';
      }
      if (!(code & 2)) continue;
      if (record !== '') return `no EOR ends the last record "${record.slice(0, 20)}"`;
      return at + 1 === wire.length ? records : 'bytes follow EOF';
    }
  }
  return 'there is no EOF';
}
