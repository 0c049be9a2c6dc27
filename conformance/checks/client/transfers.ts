import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../../check.ts';
import { Stop } from '../../stop.ts';
import { clientCheck, download, source, withLocalDirectory } from './client-check.ts';

const BODY = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at * 31 + (at >> 8)));

/** basic-ftp: files in both directions. */
export const transferClientChecks: readonly Check[] = [
  clientCheck('transfers-a-stream', 'takes and gives back a stream of basic-ftp byte for byte', ['FTP-XFR-R3'], ['STOR', 'RETR'], async (tester, client, real) => {
    const name = tester.file(tester.name('.bin'));
    await client.uploadFrom(source(BODY), name);
    const got = await download(client, name);
    real.require(got.equals(BODY), `the ${BODY.length} bytes that were sent`, `${got.length} bytes${got.length === BODY.length ? ', not the same' : ''}`);
  }),

  clientCheck('transfers-a-file', 'takes and gives back a file of basic-ftp byte for byte', ['FTP-XFR-R3'], ['STOR', 'RETR'], async (tester, client, real) => withLocalDirectory(async (local) => {
    const name = tester.file(tester.name('.bin'));
    await writeFile(join(local, 'up'), BODY);
    await client.uploadFrom(join(local, 'up'), name);
    await client.downloadTo(join(local, 'down'), name);
    const got = await readFile(join(local, 'down'));
    real.require(got.equals(BODY), `the ${BODY.length} bytes of the file`, `${got.length} bytes`);
  })),

  clientCheck('transfers-an-empty-file', 'takes and gives back an empty file', ['FTP-XFR-R28'], ['STOR', 'RETR'], async (tester, client, real) => {
    // With a TLS session that is resumed it takes the cipher for the end of the handshake, and ends an empty upload in the middle of it.
    if (tester.testee.tls !== undefined) throw new Stop('skipped', 'basic-ftp cannot store an empty file over a resumed TLS session');
    const name = tester.file(tester.name('.bin'));
    await client.uploadFrom(source(Buffer.alloc(0)), name);
    const got = await download(client, name);
    real.require(got.length === 0, 'no bytes', `${got.length} bytes`);
  }),

  clientCheck('resumes-a-download', 'resumes a download of basic-ftp where it stopped', ['FTP-XFR-R17'], ['REST', 'RETR'], async (tester, client, real) => withLocalDirectory(async (local) => {
    const name = tester.file(tester.name('.bin'));
    await real.given('uploading a file', () => client.uploadFrom(source(BODY), name));
    const path = join(local, 'half');
    await writeFile(path, BODY.subarray(0, 70_000));
    await client.downloadTo(path, name, 70_000);
    const got = await readFile(path);
    real.require(got.equals(BODY), `the whole file of ${BODY.length} bytes`, `${got.length} bytes${got.length === BODY.length ? ', not the same' : ''}`);
  })),

  clientCheck('appends', 'appends what basic-ftp sends', ['FTP-XFR-R25'], ['APPE'], async (tester, client, real) => {
    const name = tester.file(tester.name('.txt'));
    await real.given('uploading a file', () => client.uploadFrom(source(Buffer.from('first ')), name));
    await client.appendFrom(source(Buffer.from('second')), name);
    const got = await download(client, name);
    real.require(got.toString() === 'first second', 'first second', JSON.stringify(got.toString()));
  }),

  clientCheck('transfers-again-and-again', 'serves ten transfers of one basic-ftp session like the first', ['FTP-XFR-R35'], ['STOR', 'RETR'], async (tester, client, real) => {
    for (let round = 0; round < 5; round += 1) {
      const name = tester.file(tester.name('.txt'));
      await client.uploadFrom(source(Buffer.from(`round ${round}`)), name);
      const got = await download(client, name);
      real.require(got.toString() === `round ${round}`, `round ${round}`, JSON.stringify(got.toString()));
    }
  }),
];
