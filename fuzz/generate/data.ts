import type { Step } from '../scenario.ts';
import type { Making } from './making.ts';
import { Script } from './script.ts';

/** What a client may do to a data connection beside using it. */
export function dataConnections(making: Making): Step[] {
  const { random } = making;
  const script = new Script(making).enter();
  if (random.chance(0.7)) script.type('I');
  const count = random.between(1, 3);
  for (let at = 0; at < count; at++) making.deck.deal(DATA_WAYS)(script, making);
  // The session works on.
  script.line(script.verb('where') === null ? 'XYZZY' : random.pick(['NOOP', 'PWD', 'SYST']));
  if (random.chance(0.6)) script.put('{n8}', 700).get('{n8}');
  if (random.chance(0.3)) script.line('QUIT');
  return script.steps;
}

type Way = (script: Script, making: Making) => unknown;

export const DATA_WAYS: readonly Way[] = [
  // Named and never used; named twice.
  (script) => script.data(false),
  (script) => script.data(false).data().does('retrieve', '{file}').late().act('receive'),
  (script) => script.data().data().does('retrieve', '{file}').late().act('receive'),
  (script) => { for (let at = 0; at < 25; at++) script.data(false); },
  (script) => { for (let at = 0; at < 6; at++) script.get('{file}'); },
  // Opened twice, opened and not wanted, closed before, in the middle.
  (script) => script.data().act('connect').does('retrieve', '{file}').act('receive'),
  (script) => script.data().act('close').line('NOOP'),
  (script) => script.data().act('reset').does('retrieve', '{file}').late().act('close'),
  (script, { random }) => script.data().does('retrieve', '{large}').late().act(random.pick(['close', 'reset', 'half'])),
  (script, { random }) => script.data().does('list').late().act(random.pick(['close', 'reset', 'half', 'receive'])),
  (script, { random }) => script.data().does('store', '{n1}').late().upload(random.pick([0, 1, 40_000]), 'reset').does('size', '{n1}'),
  (script) => script.data().does('store', '{n1}').late().upload(3000, 'open').act('reset'),
  (script) => script.data().does('store', '{n1}').late().upload(3000, 'open').act('close').get('{n1}'),
  (script) => script.data().does('store', '{n1}').late().act('close'),
  (script, { random }) => script.data().does('retrieve', random.pick(['{missing}', '{directory}', '..'])).late().act('receive').get('{file}'),
  (script) => script.data().does('store', '{missing}/x').late().upload(10).put('{n2}', 9).get('{n2}'),
  // Without any.
  (script) => script.does('retrieve', '{file}').data().does('retrieve', '{file}').late().act('receive'),
  (script) => script.data(false).does('retrieve', '{missing}').get('{file}'),
  // Connected late: after the transfer command.
  (script) => { const late = script.verb('type') === null ? null : 'PASV'; return late === null ? script.get('{file}') : script.line(late).line(`${script.verb('retrieve')} {file}`, false).act('connect').act('receive'); },
  (script) => { const late = script.verb('type') === null ? null : 'EPSV'; return late === null ? script.get('{file}') : script.line(late).line(`${script.verb('store')} {n3}`, false).act('connect').upload(2000).get('{n3}'); },
  // Slow, and commands meanwhile.
  (script, { random }) => script.data().does('retrieve', '{large}').late().act('stall').line(random.pick(['ABOR', 'STAT', 'NOOP', 'QUIT', 'PWD', 'TYPE A', 'USER {user}', 'CWD {directory}', 'RETR {file}']), false).act('receive'),
  (script, { random }) => script.data().does('retrieve', '{large}').late().act('stall').line('ABOR', false).act(random.pick(['close', 'receive', 'reset'])).get('{file}'),
  (script, { random }) => script.data().does('store', '{n1}').late().upload(5000, 'open').line(random.pick(['ABOR', 'STAT', 'NOOP', 'QUIT', 'USER {user}', 'PWD']), false).act(random.pick(['half', 'close', 'reset'])),
  (script) => script.data().does('retrieve', '{large}').late().act('stall').ahead(['NOOP', 'PWD', 'SYST'], false).act('receive'),
  (script) => script.line('ABOR').data().line('ABOR').does('retrieve', '{file}').late().act('receive').line('ABOR'),
  // The session goes while the data runs.
  (script, { random }) => script.data().does('retrieve', '{large}').late().act(random.pick(['drop', 'end'])),
  (script, { random }) => script.data().does('store', '{n1}').late().upload(3000, 'open').act(random.pick(['drop', 'end'])),
  (script, { random }) => script.data().does('retrieve', '{large}').late().line('QUIT', false).act(random.pick(['receive', 'close', 'reset'])),
  (script) => script.data().does('store', '{n1}').late().upload(3000, 'open').line('QUIT', false).act('half'),
  // Addresses that are none.
  (script, { random }) => script.line(`PORT ${random.pick(['127,0,0,1,0,0', '127,0,0,1,256,1', '1,1,1,1,1', '127,0,0,1,1,1,1', '0,0,0,0,20,20', '{foreign}', '127,0,0,1,0,21', '-1,0,0,1,1,1', '127.0.0.1,20,20'])}`).get('{file}'),
  (script, { random }) => script.line(`EPRT ${random.pick(['|1|127.0.0.1|0|', '|1|127.0.0.1|65536|', '|2|::1|50000|', '|9|127.0.0.1|50000|', '{foreign-extended}', '|1|127.0.0.1|', '||||', '|1|999.0.0.1|50000|', '!1!127.0.0.1!50000!', '|1|127.0.0.1|21|'])}`).get('{file}'),
  (script, { random }) => script.line(`EPSV ${random.pick(['1', '2', '3', 'ALL', 'all', '9', 'x', '-1', '99999999999'])}`).line(random.pick(['PASV', 'PORT {listen}', 'EPSV', 'EPRT {listen-extended}'])),
  (script) => script.line('EPSV ALL').line('PASV').line('PORT {listen}').line('EPSV').act('connect').does('retrieve', '{file}').act('receive').line('ABOR').line('PASV'),
  // Active and passive in turn.
  (script) => script.line('PASV').line('PORT {listen}').does('retrieve', '{file}').act('receive'),
  (script) => script.line('PORT {listen}').line('PASV').act('connect').does('retrieve', '{file}').act('receive'),
  (script) => script.line('EPRT {listen-extended}').does('retrieve', '{file}').act('receive'),
];
