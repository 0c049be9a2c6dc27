const CHECKSUM = 32;

/** What stands before the data. */
export interface FileHead {
  /** The base name, as bytes. */
  readonly name: Buffer;
  /** Bytes of data that follow. */
  readonly size: bigint;
  /** MD5 as written: 32 hexadecimal digits. */
  readonly checksum: string;
}

/**
 * An answer without its data, from the lines of a text of the specification: the first is the word, the others are the
 * fields. FTP's numbers are not on this wire, so the code is ignored. A word other than OK and ERROR is written with no bytes.
 */
export function formatAnswer(_code: number, lines: readonly (string | Buffer)[]): Buffer {
  const [word, ...fields] = lines.map((line) => Buffer.from(line as string));
  switch (word?.toString('latin1')) {
    case 'OK': return formatHead({ name: fields[0] ?? Buffer.alloc(0), size: BigInt(String(fields[1] ?? 0)), checksum: String(fields[2] ?? '') });
    case 'ERROR': return Buffer.concat([word, ...fields.flatMap((field) => [Buffer.from(' '), field])]);
    default: return Buffer.alloc(0);
  }
}

/** `OK`, length, name, size, checksum; `length-resume` has no checksum there. */
export function formatHead({ name, size, checksum }: Omit<FileHead, 'checksum'> & { readonly checksum: string | null }): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  const sizes = Buffer.alloc(8);
  sizes.writeBigUInt64BE(size);
  return Buffer.concat([Buffer.from('OK'), length, name, sizes, Buffer.from(checksum === null ? '' : checksum.padEnd(CHECKSUM, '0').slice(0, CHECKSUM), 'latin1')]);
}
