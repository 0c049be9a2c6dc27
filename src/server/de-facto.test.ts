import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { served } from './served.ts';

it('joins files as a whole or not at all, and no file outside', async () => {
  const { root, session } = await served(onTestFinished);
  const client = await session();
  await Promise.all([writeFile(join(root, 'a b'), 'one '), writeFile(join(root, 'c"d'), 'two')]);
  await symlink('/etc/passwd', join(root, 'out'));
  expect(await client.ask('COMB whole "a b" none')).toMatch(/^550 /);
  expect(await client.ask('COMB whole "a b" out')).toMatch(/^550 /);
  expect(await client.ask('COMB whole "a b" "a b"')).toMatch(/^550 .*named twice/);
  expect((await readdir(root)).sort()).toEqual(['a b', 'c"d', 'out']);
  expect(await client.ask('COMB whole "a b" "c""d"')).toBe('250 Files joined.');
  expect(await readFile(join(root, 'whole'), 'utf8')).toBe('one two');
  expect((await readdir(root)).sort()).toEqual(['out', 'whole']);
});

it('sets facts of files and directories, and no bits of a mode that are no concern of a client', async () => {
  const { root, session } = await served(onTestFinished);
  const client = await session();
  await mkdir(join(root, 'd'));
  await writeFile(join(root, 'f'), 'x');
  expect(await client.ask('MFF Modify=20200102030405.25;UNIX.mode=0750; d')).toBe('213 Modify=20200102030405.250;UNIX.mode=0750; d');
  const facts = await stat(join(root, 'd'));
  expect([facts.mtime.toISOString(), facts.mode & 0o777]).toEqual(['2020-01-02T03:04:05.250Z', 0o750]);
  expect(await client.ask('MFF UNIX.mode=4755; f')).toMatch(/^501 /);
  expect(await client.ask('MFCT 19990101000000 f')).toBe('213 Create=19990101000000; f');
  expect(await client.ask('OPTS MLST create;')).toBe('200 MLST OPTS create;');
  expect(await client.ask('MLST f')).toContain('create=19990101000000; /f');
});

it('answers other sessions while it hashes a large file', async () => {
  const { root, session } = await served(onTestFinished);
  await writeFile(join(root, 'large'), '');
  await truncate(join(root, 'large'), 64 * 2 ** 20);
  const [busy, other] = [await session(), await session()];
  const order: string[] = [];
  const hashed = busy.ask('XSHA256 large').then((reply) => { order.push('hash'); return reply; });
  await other.ask('NOOP').then(() => order.push('noop'));
  expect(await hashed).toBe(`250 ${createHash('sha256').update(Buffer.alloc(64 * 2 ** 20)).digest('hex')}`);
  expect(order).toEqual(['noop', 'hash']);
});

it('takes the whole argument of XMD5 for a path where it is one', async () => {
  const { root, session } = await served(onTestFinished);
  const client = await session();
  await Promise.all([writeFile(join(root, 'report'), 'abcdef'), writeFile(join(root, 'report 2'), 'x')]);
  expect(await client.ask('XMD5 report 2')).toBe(`250 ${createHash('md5').update('x').digest('hex')}`);
  expect(await client.ask('XMD5 "report" 2')).toBe(`250 ${createHash('md5').update('ab').digest('hex')}`);
  expect(await client.ask('XMD5 report 2 4')).toBe(`250 ${createHash('md5').update('cd').digest('hex')}`);
  expect(await client.ask('XMD5 report 9')).toMatch(/^550 /);
});

it('knows its virtual hosts, and names files as its settings say', async () => {
  const { root, connect } = await served(onTestFinished, { hosts: ['ftp.example.org'], mediaTypes: { txt: 'text/plain' }, namesLanguage: 'en' });
  await writeFile(join(root, 'f.TXT'), 'x');
  const client = await connect();
  await client.reply();
  expect(await client.ask('HOST FTP.Example.ORG')).toMatch(/^220 /);
  expect(await client.ask('HOST other.example.org')).toMatch(/^504 /);
  await client.ask('USER tester');
  expect(await client.ask('PASS secret')).toMatch(/^230 /);
  expect(await client.ask('OPTS MLST lang;media-type;')).toBe('200 MLST OPTS lang;media-type;');
  expect(await client.ask('MLST f.TXT')).toContain('lang=en;media-type=text/plain; /f.TXT');
});
