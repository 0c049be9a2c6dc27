import type { Step } from '../scenario.ts';
import type { Making } from './making.ts';
import { Script } from './script.ts';

const BEHIND = ['NOOP', 'SYST', 'USER {user}', 'QUIT', 'FEAT', 'PBSZ 0', 'XYZZY'];

/** Whether a protocol has TLS, for those servers that offer it. */
export function hasTls({ moves: { table } }: Making): boolean { return table.rows('AUTH').some(({ rule }) => rule.reply[0]?.includes(234)); }

/** Sessions under TLS, and what may go wrong on the way there and in it. */
export function tlsSessions(making: Making): Step[] {
  const { random } = making;
  const script = new Script(making);
  making.deck.deal(TLS_WAYS)(script, making);
  if (random.chance(0.3)) script.line('QUIT');
  return script.steps;
}

type Way = (script: Script, making: Making) => unknown;

export const TLS_WAYS: readonly Way[] = [
  // As it should be.
  inside, inside, inside, inside, boundaries,
  // What FEAT says of TLS, in clear and under it.
  (script) => script.line('FEAT').line('AUTH TLS').secure().line('FEAT').enter().line('FEAT').line('PBSZ 0').line('PROT P').get('{file}').another().enter().line('FEAT'),
  (script, { random }) => protectedSession(script).line('PBSZ 0').line('PROT P').line(random.pick(['PROT C', 'PBSZ 0', 'PROT S', 'PROT E', 'CCC'])).get('{file}').line('PROT P').get('{file}'),
  (script) => protectedSession(script).get('{file}').line('PBSZ 0').line('PROT P').get('{file}').list('names').line('PROT C').get('{file}'),
  (script) => protectedSession(script).line('PASV').line('PBSZ 0').line('PROT P').act('connect').does('retrieve', '{file}').act('receive'),
  (script) => protectedSession(script).line('PBSZ 0').line('PROT P').line('REIN').line('NOOP'),
  (script, { random }) => script.line(random.pick(['AUTH tls', 'AUTH TLS-C', 'auth TLS', 'AUTH SSL', 'AUTH XYZZY', 'AUTH GSSAPI'])).secure().line('NOOP').enter(),
  // One session of TLS for all.
  (script) => protectedData(script).type('I').get('{file}').get('{file}').get('{file}').get('{file}').get('{file}'),
  // Not in order.
  (script, { random }) => script.enter().line(random.pick(['PBSZ 0', 'PROT P', 'PROT C', 'CCC'])).line('PWD').get('{file}'),
  (script, { random }) => protectedSession(script).line(random.pick(['PROT P', 'PROT X', 'PBSZ', 'PBSZ 99999999999', 'PBSZ x', 'PROT', 'MIC AAAA', 'ADAT AAAA'])).line('PWD').get('{file}'),
  (script) => script.enter().type('I').does('enter', '{directory}').line('AUTH TLS').secure().line('PWD').line('LIST').enter().does('where').get('/{file}'),
  // What comes in clear behind AUTH, whole lines and parts.
  (script, { random }) => script.ahead(['AUTH TLS', ...Array.from({ length: random.between(1, 3) }, () => random.pick(BEHIND))]).secure().line('SYST').enter().line('PWD'),
  (script, { random }) => script.tailed('AUTH TLS', random.pick(['NO', 'USER x', 'QUI', 'SYST '])).secure().line('NOOP').line('SYST'),
  (script) => script.line('AUTH TLS').secure().line('USER {user}').line('PASS {wrong}').line('PWD').line('USER nobody-{n1}').line('PASS {password}').line('PWD'),
  // A second AUTH, another handshake.
  (script) => protectedSession(script).line('AUTH TLS').line('PWD'),
  // Records that are no lines.
  (script) => protectedSession(script).raw('NO', 'OP\r', '\nSY', 'ST\r\nPWD\r\n').line('NOOP'),
  (script) => script.line('AUTH TLS').secure().line('AUTH TLS').secure().line('NOOP'),
  (script) => protectedSession(script).act('renegotiate').line('NOOP').line('PWD'),
  // Handshakes and records that break off; others are served.
  (script, { random }) => { for (let at = random.between(1, 4); at > 0; at--) script.line('AUTH TLS').act('secure in part').another(); script.enter().line('PWD'); },
  (script) => protectedSession(script).act('cut').another().enter().line('PWD'),
  (script, { random }) => protectedSession(script).act(random.pick(['drop', 'end'])).another().line('AUTH TLS').secure().enter().line('PWD'),
  (script) => script.line('AUTH TLS').act('drop').another().enter().line('PWD'),
  // Data connections that end without farewell, or without a handshake.
  (script, { random }) => protectedData(script).data().does('store', '{n1}').late().upload(random.pick([0, 10, 16_384, 40_000]), 'cut').get('{n1}'),
  (script) => protectedData(script).data().does('store', '{n1}').late().upload(20_000, 'reset').put('{n2}', 50).get('{n2}'),
  (script, { random }) => protectedData(script).data().does('retrieve', '{large}').late().act(random.pick(['reset', 'close'])).get('{file}'),
  (script, { random }) => protectedData(script).data().act(random.pick(['reset', 'close'])).does('retrieve', '{file}').get('{file}'),
];

function inside(script: Script, { random }: Making): void {
  (random.chance(0.8) ? protectedData(script) : protectedSession(script)).type(random.pick(['A', 'I'])).put('{n1}', random.pick([0, 1, 100, 16_383, 16_384, 16_385, 70_000])).does('size', '{n1}').get('{n1}').list(random.pick(['list', 'names', 'facts list']))
    .put('{n2}', 9, false, 'append').does('rename from', '{n2}').does('rename to', '{n3}').get('{n3}').does('delete', '{n3}').does('where');
}

/** Files that end with a TLS record, or nearly. */
function boundaries(script: Script, { random }: Making): void {
  protectedData(script).type('I');
  for (const [at, size] of [16_383, 16_384, 16_385, 32_768].entries()) script.put(`{n${at + 1}}`, size).does('size', `{n${at + 1}}`);
  script.get(random.pick(['{n1}', '{n3}'])).get('{n2}').get('{n4}');
}

function protectedSession(script: Script): Script { return script.line('AUTH TLS').secure().enter(); }
function protectedData(script: Script): Script { return protectedSession(script).line('PBSZ 0').line('PROT P'); }
