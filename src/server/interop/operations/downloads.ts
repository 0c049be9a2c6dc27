import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { answered, inTypeA, unasked, type Operation } from '../operation.ts';
import { CONTENT, holds, holdsTree, TEXT } from '../files.ts';
import { CHANGED, held, put, type Place, type PlaceOptions } from '../place.ts';

const over = (way: string, verb: string, options?: PlaceOptions): Operation => ({
  title: `downloads over ${way}`,
  ...(options !== undefined && { options }),
  verify: async (place) => {
    answered(place, verb);
    await holds(place.here, 'got.bin');
  },
});

/** As long as the file, so that only times tell them apart. */
const COPY = Buffer.alloc(CONTENT.length);
const RESUMED = 100_000;

/** `file.bin` becomes `got.bin`, over every kind of data connection and in every manner. */
export const downloads = {
  'epsv': over('an extended passive connection (EPSV)', 'EPSV'),
  'pasv': over('a passive connection (PASV)', 'PASV'),
  'eprt': over('an extended active connection (EPRT)', 'EPRT'),
  'port': over('an active connection (PORT)', 'PORT'),
  'ipv6': over('IPv6 (EPSV)', 'EPSV', { host: '::1' }),
  'ipv6-active': over('IPv6, active (EPRT)', 'EPRT', { host: '::1' }),
  'resume-download': {
    title: 'resumes a download (REST, RETR)',
    prepare: (place) => put(place.here, 'got.bin', CONTENT.subarray(0, RESUMED)),
    verify: async (place) => {
      answered(place, 'REST', new RegExp(`^${RESUMED}$`), 3);
      await holds(place.here, 'got.bin');
    },
  },
  'range': {
    title: 'downloads a part and breaks off',
    verify: (place) => {
      answered(place, 'REST', /^1000$/, 3);
      return holds(place.here, 'got.bin', CONTENT.subarray(1000, 2000));
    },
  },
  'segments': {
    title: 'downloads parts at the same time',
    // Else one connection is done before the others have logged in.
    options: { rateLimit: 250_000 },
    verify: async (place) => {
      assert.ok(place.said().filter(({ verb, code }) => verb === 'RETR' && code < 200).length > 1, 'there was one RETR');
      await holds(place.here, 'got.bin');
    },
  },
  'ascii-download': {
    title: 'downloads a text (TYPE A)',
    verify: async (place) => {
      inTypeA(place, 'RETR');
      const got = await held(place.here, 'got.txt');
      assert.equal(got?.replaceAll('\r\n', '\n'), TEXT);
    },
  },
  'keep-time': {
    title: 'gives the copy the time of the file',
    verify: async ({ here }) => {
      await holds(here, 'got.bin');
      assert.equal((await stat(join(here, 'got.bin'))).mtimeMs, CHANGED.getTime());
    },
  },
  'newer': {
    title: 'downloads what is newer than the copy',
    prepare: (place) => aged(place, new Date('2019-01-01')),
    verify: (place) => holds(place.here, 'file.bin'),
  },
  'not-newer': {
    title: 'leaves a copy that is newer',
    prepare: (place) => aged(place, new Date()),
    verify: async (place) => {
      await holds(place.here, 'file.bin', COPY);
      unasked(place, 'RETR');
    },
  },
  'tree-download': {
    title: 'downloads a tree',
    verify: ({ here }) => holdsTree(join(here, 'tree')),
  },
} satisfies Record<string, Operation>;

/** A copy of the same name, last changed at that time. */
async function aged(place: Place, changed: Date): Promise<void> {
  await put(place.here, 'file.bin', COPY, changed);
}
