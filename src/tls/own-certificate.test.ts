import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { certificateFolder, ownCertificate } from './own-certificate.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ftpspec-tls-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return join(path, 'kept');
}

it('is made once and kept, readable by its owner only', async () => {
  const place = await folder();
  const first = await ownCertificate(place);
  const again = await ownCertificate(place);
  expect([first.made, again.made]).toEqual([true, false]);
  expect(again.certificate.trim()).toBe(first.certificate.trim());
  expect((await stat(first.path)).mode & 0o077).toBe(0);
  const certificate = new X509Certificate(first.certificate);
  expect(certificate.checkPrivateKey(createPrivateKey(first.key))).toBe(true);
  expect(certificate.checkHost('localhost')).toBe('localhost');
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
});

it('is made anew where what is kept is no certificate', async () => {
  const place = await folder();
  const { path } = await ownCertificate(place);
  await writeFile(path, 'cut off');
  expect((await ownCertificate(place)).made).toBe(true);
});

it('is kept where the user keeps data', () => {
  expect(certificateFolder({ XDG_DATA_HOME: '/data' })).toBe('/data/ftpspec');
});
