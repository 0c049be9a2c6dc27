import { describe, expect, it } from 'vitest';
import { formatHash, hashPassword, isPassword, parseHash } from './password-hash.ts';

describe('the hash of a password', () => {
  it('fits its password alone, and never looks the same twice', async () => {
    const [hash, again] = [await hashPassword('secret'), await hashPassword('secret')];
    expect(await isPassword('secret', hash)).toBe(true);
    expect(await isPassword('Secret', hash)).toBe(false);
    expect(formatHash(again)).not.toBe(formatHash(hash));
  });

  it('is one word that is read back', async () => {
    const word = formatHash(await hashPassword('naïve'));
    expect(word).toMatch(/^\$scrypt\$ln=14,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await isPassword('naïve', parseHash(word)!)).toBe(true);
  });

  // RFC 7914 §12, the second vector, whose password is "password" and whose salt is "NaCl".
  it('is that of other programs', async () => {
    const key = Buffer.from('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640', 'hex');
    expect(await isPassword('password', { cost: 1024, blockSize: 8, parallel: 16, salt: Buffer.from('NaCl'), key })).toBe(true);
  });

  it.each(['', 'secret', '$scrypt$ln=30,r=8,p=1$c2FsdHNhbHRzYWx0$a2V5a2V5a2V5a2V5a2V5a2V5', '$scrypt$ln=0,r=8,p=1$c2FsdHNhbHRzYWx0$a2V5a2V5a2V5a2V5a2V5a2V5', '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHRzYWx0$', '$2b$10$abcdefghijklmnopqrstuv'])('is not %j', (word) => {
    expect(parseHash(word)).toBeNull();
  });
});
