import assert from 'node:assert/strict';
import { answered, unasked, type Operation } from '../operation.ts';
import { holds } from '../files.ts';
import type { Place, PlaceOptions } from '../place.ts';

async function bothWays(place: Place, downloadsOnly = false): Promise<void> {
  await holds(place.here, 'got.bin');
  if (!downloadsOnly) await holds(place.root, 'up.bin');
}

const protectedBy = (how: string, verb: string, options: PlaceOptions): Operation => ({
  title: `up and down with TLS, ${how}`,
  options,
  verify: async (place, _, client) => {
    answered(place, verb, /^P$/);
    await bothWays(place, client.downloadsOnly);
  },
});

/** `file.bin` becomes `got.bin` and `local.bin` becomes `up.bin`, at a server that refuses logins and data in clear. */
export const protection = {
  'tls': {
    title: 'up and down with TLS by AUTH (PROT P)',
    options: { tls: {} },
    verify: async (place, _, client) => {
      answered(place, 'AUTH');
      answered(place, 'PROT', /^P$/);
      await bothWays(place, client.downloadsOnly);
    },
  },
  'tls-implicit': {
    title: 'up and down with TLS from the start (ftps)',
    options: { tls: {} },
    verify: async (place, _, client) => {
      unasked(place, 'AUTH');
      await bothWays(place, client.downloadsOnly);
    },
  },
  'tls-active': {
    title: 'up and down with TLS on active connections',
    options: { tls: {} },
    verify: async (place, _, client) => {
      assert.ok(place.said().some(({ verb, code }) => ['PORT', 'EPRT'].includes(verb) && code === 200));
      await bothWays(place, client.downloadsOnly);
    },
  },
  'tls-resumed': protectedBy('where data connections have to resume the session', 'PROT', { tls: { sessionReuse: 'required' } }),
  'tls-client': protectedBy('where the client has to show a certificate', 'PROT', { tls: {}, clientCertificate: true }),
  'tls-no-client': {
    title: 'is refused without a certificate where one is wanted',
    options: { tls: {}, clientCertificate: true },
    refused: true,
    verify: (place) => unasked(place, 'PASS'),
  },
  'tls-cleared': {
    title: 'ends TLS on the control connection (CCC), data being protected',
    options: { tls: { clearing: true } },
    verify: async (place) => {
      answered(place, 'CCC');
      await holds(place.here, 'got.bin');
    },
  },
  'tls-clear-data': {
    title: 'protects the control connection only (PROT C)',
    options: { tls: { required: false } },
    verify: async (place) => {
      answered(place, 'AUTH');
      assert.notEqual(place.said().findLast(({ verb }) => verb === 'PROT')?.argument, 'P');
      await holds(place.here, 'got.bin');
    },
  },
  'tls-tree': {
    title: 'downloads a tree with TLS',
    options: { tls: {} },
    verify: async ({ here }) => {
      await holds(here, 'tree/a', 'a');
      await holds(here, 'tree/deep/deeper/c d', 'deep/deeper/c d');
    },
  },
  'tls-distrust': {
    title: 'says no password to a server that its authority does not vouch for',
    options: { tls: {} },
    refused: true,
    verify: (place) => unasked(place, 'PASS'),
  },
  'tls-wanted': {
    title: 'is refused a login in clear where TLS is required',
    options: { tls: {} },
    refused: true,
    verify: (place) => {
      assert.ok(place.said().some(({ verb, code }) => ['USER', 'PASS'].includes(verb) && code >= 500));
      unasked(place, 'RETR');
    },
  },
} satisfies Record<string, Operation>;
