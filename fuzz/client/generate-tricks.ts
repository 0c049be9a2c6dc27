import * as fc from 'fast-check';
import type { Table } from '../../src/machine/table.ts';
import type { ReplyTrick, Trick } from './scenario.ts';

/** Commands that basic-ftp sends, and the greeting. */
const VERBS = ['', 'USER', 'PASS', 'FEAT', 'TYPE', 'STRU', 'OPTS', 'EPSV', 'PASV', 'RETR', 'STOR', 'APPE', 'LIST', 'MLSD', 'REST', 'SIZE', 'MDTM', 'DELE', 'RNFR', 'RNTO', 'CWD', 'CDUP', 'PWD', 'MKD', 'RMD', 'QUIT', 'NOOP', 'AUTH'];
/** Commands that programs send which fetch, store or list and end. */
export const COMMANDS_OF_PROGRAMS = ['', '', 'USER', 'PASS', 'SYST', 'FEAT', 'PWD', 'TYPE', 'CWD', 'EPSV', 'PASV', 'SIZE', 'MDTM', 'RETR', 'RETR', 'STOR', 'STOR', 'LIST', 'LIST', 'MLSD', 'REST', 'QUIT'];
const TURNS = ['first', 'last'] as const;
const nth = fc.oneof({ weight: 6, arbitrary: fc.constant(1) }, { weight: 2, arbitrary: fc.constant(2) }, { weight: 2, arbitrary: fc.constant(0) });

/** Names that lead elsewhere, or that are no names. One character a byte. */
const NAMES = ['../outside.txt', '../../outside.txt', '/outside.txt', '..', '.', '', '.. ', '..\\outside.txt', 'sub/../../outside.txt', 'a\rb', 'nul\0name', 'x'.repeat(300), 'y'.repeat(40_000), '\xff\xfe', '~', '-rf', 'a -> ../../outside.txt', 'small.txt', '%2e%2e/outside.txt', 'constructor', '__proto__'];

/** Bytes that are no reply, or one that was not asked for. */
const TEXTS = ['\r\n', '\0\0\0\r\n', '20\r\n', '2000 four digits\r\n', '226\r\n', '226-never ended\r\n', 'no code at all\r\n', '999 beyond\r\n', '-1 below\r\n', '\xff\xfb\x01', '\x1b[2J220 escape\r\n', '226 done\n', '226 done\r', '150 go\r\n', '150 go\r\n150 go\r\n', '226 done\r\n', '550 no\r\n', '421 gone\r\n', '331 who\r\n', '350 more\r\n', '227 Entering Passive Mode (127,0,0,9,0,80)\r\n', '229 (|||0|)\r\n', '257 ""\r\n', '257 "/../../x"\r\n', '213 99999999999999999999\r\n', '213 -5\r\n', `220 ${'x'.repeat(70_000)}\r\n`, `${'220-a\r\n'.repeat(12_000)}220 b\r\n`, '234 go\r\n230 in\r\n'];
const FLOODS = ['x', '220-again\r\n', '226 again\r\n', '150 again\r\n', '\r\n', '\0', '421 '];

/** A code that no row of the verb answers: the machine's own rows say which. */
function wrongCode(table: Table, on: string): fc.Arbitrary<number> {
  const allowed = new Set(table.rows(on === '' ? '[connected]' : on).flatMap(({ rule }) => rule.reply.flat()));
  const all = [...new Set(table.protocol.rules.flatMap(({ reply }) => reply.flat()))].filter((code) => !allowed.has(code));
  // Classes that the protocol does not have.
  return fc.constantFrom(...all, 99, 600, 777, 0);
}

function replyTrick(table: Table, on: string): fc.Arbitrary<ReplyTrick> {
  const text = fc.constantFrom(...TEXTS);
  return fc.oneof(
    { weight: 8, arbitrary: wrongCode(table, on).map((code): ReplyTrick => ({ do: 'code', code })) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('replace' as const, 'before' as const, 'behind' as const), text }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('cut' as const), after: fc.constantFrom(0, 0, 1, 3, 4, 10), ending: fc.constantFrom('end' as const, 'reset' as const, 'silence' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('flood' as const), text: fc.constantFrom(...FLOODS), megabytes: fc.constantFrom(1, 8, 8, 32, 32, 200) }) },
    { weight: 2, arbitrary: fc.constantFrom<ReplyTrick>({ do: 'twice' }, { do: 'drip' }) },
  );
}

const port = fc.oneof(fc.constantFrom('own' as const, 'closed' as const, 'control' as const), fc.constantFrom(0, 65_535));

/** One to three things that no server does by the book, to the commands that its client sends. */
export function tricks(table: Table, verbs: readonly string[] = VERBS): fc.Arbitrary<Trick[]> {
  const reply = fc.constantFrom(...verbs).chain((on) => fc.record({ trick: fc.constant('reply' as const), on: fc.constant(on), turn: fc.constantFrom(...TURNS), nth, reply: replyTrick(table, on) }));
  const one = fc.oneof(
    { weight: 8, arbitrary: reply },
    { weight: 2, arbitrary: fc.record({ trick: fc.constant('address' as const), nth: fc.constantFrom(0, 0, 1, 2), host: fc.constant('own' as const), port }) },
    { weight: 1, arbitrary: fc.record({ trick: fc.constant('address' as const), nth: fc.constantFrom(0, 1), host: fc.constant('stranger' as const), port: fc.constant('own' as const) }) },
    { weight: 4, arbitrary: fc.record({ trick: fc.constant('data' as const), nth, after: fc.constantFrom(0, 1, 10, 1000, 30_000), how: fc.constantFrom('end' as const, 'reset' as const, 'silence' as const, 'stays open' as const, 'more' as const, 'late' as const), known: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ trick: fc.constant('listing' as const), nth: fc.constantFrom(0, 0, 1), entries: fc.array(fc.record({ name: fc.constantFrom(...NAMES), directory: fc.boolean() }), { minLength: 1, maxLength: 4 }) }) },
  );
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

/** What a server may say to the commands of TLS and on data connections under it; refusals are legal, and the client is told to insist. */
export function tlsTricks(table: Table): fc.Arbitrary<Trick[]> {
  const refusal = fc.constantFrom('AUTH', 'PBSZ', 'PROT').chain((on) => fc.record({ trick: fc.constant('reply' as const), on: fc.constant(on), turn: fc.constant('last' as const), nth: fc.constant(0), reply: fc.constantFrom(...table.rows(on).flatMap(({ rule }) => rule.reply.flat()).filter((code) => code >= 400)).map((code): ReplyTrick => ({ do: 'code', code })) }));
  const odd = fc.constantFrom('AUTH', 'PBSZ', 'PROT').chain((on) => fc.record({ trick: fc.constant('reply' as const), on: fc.constant(on), turn: fc.constantFrom(...TURNS), nth, reply: replyTrick(table, on) }));
  const unannounced = fc.record({ trick: fc.constant('data' as const), nth, after: fc.constant(0), how: fc.constant('unannounced' as const), known: fc.constant(false) });
  return fc.array(fc.oneof({ weight: 3, arbitrary: refusal }, { weight: 2, arbitrary: odd }, { weight: 2, arbitrary: unannounced }), { minLength: 1, maxLength: 2 });
}
