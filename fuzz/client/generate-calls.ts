import * as fc from 'fast-check';
import { LOCAL, REMOTE } from './fixtures.ts';
import type { Call } from './scenario.ts';

const FILES = Object.keys(REMOTE);
const DIRECTORIES = ['sub', 'sub/deep', 'q"uote', '/', '..', '.', '/sub'];
const NEW = ['new.bin', 'sub/new.txt', 'new dir/x', ' leading', 'trailing ', '-dash', 'naïve.txt', 'a"b', 'percent%41', '#hash'];
const WRONG = ['missing', 'missing/file', '', 'a\r\nDELE small.txt', 'nul\0byte', 'x'.repeat(300)];

const file = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...FILES) }, { weight: 1, arbitrary: fc.constantFrom(...FILES.map((path) => `/${path}`)) }, { weight: 2, arbitrary: fc.constantFrom(...WRONG, 'sub') });
const directory = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...DIRECTORIES) }, { weight: 1, arbitrary: fc.constantFrom(...WRONG, 'small.txt') });
const fresh = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NEW) }, { weight: 1, arbitrary: fc.constantFrom(...FILES, ...WRONG) });
const local = fc.constantFrom(...Object.keys(LOCAL).filter((path) => path.startsWith('up')));
const startAt = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 10, 5000, 20_000) });
const line = fc.constantFrom('NOOP', 'SYST', 'STAT', 'HELP', 'FEAT', 'SITE HELP', 'XYZZY', 'MODE S', 'TYPE I', 'STAT /', 'OPTS UTF8 ON', 'PWD');

const access = (password: 'right' | 'wrong', secure = false): Call => ({ call: 'access', password, secure });

const one: fc.Arbitrary<Call> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ call: fc.constant('download' as const), path: file, startAt }).map((call) => (call.startAt > 0 && call.path !== 'missing' ? { ...call, path: 'big.bin' } : call)) },
  { weight: 6, arbitrary: fc.record({ call: fc.constantFrom('upload' as const, 'append' as const), path: fresh, local }) },
  { weight: 6, arbitrary: fc.record({ call: fc.constant('list' as const), path: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: directory }) }) },
  { weight: 4, arbitrary: fc.record({ call: fc.constantFrom('size' as const, 'lastMod' as const, 'remove' as const), path: file }) },
  { weight: 4, arbitrary: fc.record({ call: fc.constantFrom('cd' as const, 'removeDir' as const, 'removeEmptyDir' as const), path: directory }) },
  { weight: 4, arbitrary: fc.record({ call: fc.constantFrom('downloadToDir' as const, 'uploadFromDir' as const), path: fc.constantFrom('sub', '', '/', 'q"uote', 'new/er', 'missing') }) },
  { weight: 2, arbitrary: fc.record({ call: fc.constant('ensureDir' as const), path: fc.constantFrom('made', '/made/deep', 'sub/deep', 'small.txt/x', 'a b') }) },
  { weight: 2, arbitrary: fc.record({ call: fc.constant('rename' as const), path: file, to: fresh }) },
  { weight: 4, arbitrary: fc.record({ call: fc.constantFrom('pwd' as const, 'cdup' as const, 'features' as const) }) },
  { weight: 2, arbitrary: fc.record({ call: fc.constantFrom('send' as const, 'sendIgnoringError' as const), line }) },
  { weight: 1, arbitrary: fc.constantFrom<Call>(access('right'), access('wrong'), { call: 'close' }, { call: 'clearWorkingDir' }) },
);

/** What a client is asked to do: it logs in first, with a wrong password at times, and comes back after a close. */
export const calls: fc.Arbitrary<Call[]> = fc.tuple(fc.oneof({ weight: 12, arbitrary: fc.constant([access('right')]) }, { weight: 1, arbitrary: fc.constant([access('wrong'), access('right')]) }), fc.array(one, { minLength: 1, maxLength: 7 }))
  .map(([first, rest]) => [...first, ...rest.flatMap((call) => (call.call === 'close' ? [call, access('right')] : [call]))]);

/** The same under TLS, explicit or from the first byte. */
export function secured(asked: readonly Call[], secure: true | 'implicit'): Call[] { return asked.map((call) => (call.call === 'access' ? { ...call, secure } : call)); }
