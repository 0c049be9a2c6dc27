import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** A password that cannot be read back: what scrypt (RFC 7914) makes of it. */
export interface PasswordHash {
  /** Cost: a power of two. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallel: number;
  readonly salt: Buffer;
  readonly key: Buffer;
}

const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** 16 MiB and some 50 ms each, as OWASP has it for logins. */
const FRESH = { cost: 2 ** 14, blockSize: 8, parallel: 1 };
/** What a hash from a file may cost: 128 MiB. */
const MOST_MEMORY = 128 * 2 ** 20;
const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Hashes of users nobody has take as long as those of others. */
export const NOBODY: PasswordHash = { ...FRESH, salt: randomBytes(SALT_BYTES), key: randomBytes(KEY_BYTES) };

/** Only one at a time: they share the threads that read files. */
let turn: Promise<unknown> = Promise.resolve();

/** Hashes a password (a byte string) with a new salt. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(SALT_BYTES);
  return { ...FRESH, salt, key: await derive(password, { ...FRESH, salt, key: Buffer.alloc(KEY_BYTES) }) };
}

/** Whether a password (a byte string) is the one of a hash. */
export async function isPassword(password: string, hash: PasswordHash): Promise<boolean> {
  const made = turn.then(() => derive(password, hash));
  turn = made.catch(() => null);
  return timingSafeEqual(await made, hash.key);
}

/** `$scrypt$ln=14,r=8,p=1$SALT$KEY`, salt and key in Base64 without padding: one word for a file. */
export function formatHash({ cost, blockSize, parallel, salt, key }: PasswordHash): string {
  return `$scrypt$ln=${Math.log2(cost)},r=${blockSize},p=${parallel}$${unpadded(salt)}$${unpadded(key)}`;
}

/** The hash that a word stands for; null when it stands for none, or for one that takes more than 128 MiB. */
export function parseHash(word: string): PasswordHash | null {
  const [, log, blockSize, parallel, salt = '', key = ''] = FORM.exec(word) ?? [];
  const hash = { cost: 2 ** Number(log), blockSize: Number(blockSize), parallel: Number(parallel), salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
  const usable = hash.cost > 1 && hash.blockSize > 0 && hash.parallel > 0 && hash.parallel * hash.blockSize < 1024 && memory(hash) <= MOST_MEMORY;
  return usable ? hash : null;
}

function derive(password: string, { cost, blockSize, parallel, salt, key }: PasswordHash): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(Buffer.from(password, 'latin1'), salt, key.length, { N: cost, r: blockSize, p: parallel, maxmem: 2 * MOST_MEMORY }, (error, made) => { if (error === null) resolve(made); else reject(error); });
  });
}

function memory({ cost, blockSize }: PasswordHash): number { return 128 * cost * blockSize; }

function unpadded(bytes: Buffer): string { return bytes.toString('base64').replace(/=+$/, ''); }
