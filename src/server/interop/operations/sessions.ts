import assert from 'node:assert/strict';
import { answered, told, unasked, type Operation } from '../operation.ts';
import { CONTENT, holds } from '../files.ts';
import { put } from '../place.ts';

/** Another address of this machine, which is not the client's. */
export const ELSEWHERE = '127.0.0.2';

/** What is said beside transfers, and what is refused. */
export const sessions = {
  'raw': {
    title: 'sends commands of the user’s own, before and after a transfer',
    verify: async (place) => {
      const verbs = place.said().filter(({ verb, code }) => ['SYST', 'RETR', 'NOOP'].includes(verb) && code < 400).map(({ verb }) => verb);
      assert.deepEqual([verbs.lastIndexOf('RETR') > verbs.indexOf('SYST'), verbs.lastIndexOf('NOOP') > verbs.lastIndexOf('RETR')], [true, true], told(place.said()));
      await holds(place.here, 'got.bin');
    },
  },
  'abort': {
    title: 'aborts a download, and the session goes on (ABOR, NOOP)',
    prepare: (place) => put(place.root, 'large.bin', Buffer.alloc(16 * 2 ** 20, CONTENT)),
    verify: (place) => {
      const said = place.said();
      const abort = said.findIndex(({ verb, code }) => verb === 'ABOR' && [225, 226, 426].includes(code));
      assert.ok(abort >= 0 && said.slice(abort).some(({ verb, code }) => verb === 'NOOP' && code === 200), told(said));
    },
  },
  'account': {
    title: 'gives an account where one is asked for (ACCT)',
    options: { parts: { conditions: { 'account needed': (_, asked) => asked.on === 'PASS', 'account wrong': (_, asked) => asked.argument !== 'bookkeeping' } } },
    verify: async (place) => {
      answered(place, 'ACCT', /^bookkeeping$/);
      assert.ok(place.said().some(({ code }) => code === 150), told(place.said()));
    },
  },
  'missing': {
    title: 'is told that a file is missing',
    refused: true,
    verify: (place) => { assert.ok(place.said().some(({ code }) => code === 550), told(place.said())); },
  },
  'wrong-password': {
    title: 'is told that the password is wrong',
    refused: true,
    verify: (place) => {
      answered(place, 'PASS', /^/, 5);
      unasked(place, 'RETR', 'LIST');
    },
  },
  'elsewhere': {
    title: 'is refused a data connection to another address (FTP-XFR-R12), as FXP needs it',
    refused: true,
    verify: (place) => {
      assert.ok(place.said().some(({ verb, code }) => ['PORT', 'EPRT'].includes(verb) && code >= 500), told(place.said()));
    },
  },
} satisfies Record<string, Operation>;
