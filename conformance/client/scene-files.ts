/** Every byte value, line ends of all kinds, beginnings of markers; no period that a faulty client could hit. */
function manyBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0, value = 1; at < size; at += 1, value = (value * 1_103_515_245 + 12_345) % 2 ** 31) bytes[at] = value >> 13;
  return bytes;
}

const ALL = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, value) => value)), Buffer.from('\r\n\n\r\r\n\0\xff\xff\xf4FILE_EN\r\nFILE_START\r\n226 no\r\n.\r\n', 'latin1'), manyBytes(3000)]);

/** The files of the scenes, by name: those on the server to be fetched, those beside the client to be stored. */
export const FILES: Readonly<Record<string, Buffer>> = {
  'notes.txt': Buffer.from('hello\n'),
  'bytes.bin': ALL,
  'empty.dat': Buffer.alloc(0),
  // More than the sockets on the way hold, so that a server sees a client that leaves it.
  'large.bin': manyBytes(6_000_003),
  'two words.txt': Buffer.from('a name with a space\n'),
  'marker.bin': Buffer.from('before\r\nFILE_END\r\nafter\r\n'),
  'report-2024.csv': Buffer.from('a,b\n1,2\n'),
};

/** A name that nothing has. */
export const ABSENT = 'absent.qqq';
