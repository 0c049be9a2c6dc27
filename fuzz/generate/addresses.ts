import type { Making } from './making.ts';
import type { Episode } from './services.ts';
import type { Script } from './script.ts';

/** Positions beyond every file; some of them are small ones in 32 or in 64 bits. */
const BEYOND = ['4294967297', '9223372036854775807', '18446744073709551615', '18446744073709551617'];

/** Where data go and where they begin: addresses where nobody listens, the one before the last, all ways to write one, and positions that no file has. */
export const ADDRESSES: readonly Episode[] = [nobodyThere, nobodyThere, delimiters, portBefore, beyond, strangeLines, nothingAtAll, aborted];

/** The address that holds is one that refuses every connection: first the one that holds by default, then one that is named. */
function nobodyThere(script: Script, { random }: Making): void {
  if (!script.commands.has('PORT')) return;
  script.type('I').does('retrieve', '{file}').act('receive').line('NOOP').line('PORT {deaf}').does('retrieve', '{file}').act('receive').line('NOOP');
  if (random.chance(0.5)) script.line('EPRT {deaf-extended}').does('list').act('receive');
  else script.line('PORT {deaf}').does('store', '{n1}').act('receive');
  script.line('NOOP').get('{file}');
}

/** An address with other delimiters than most clients send. */
function delimiters(script: Script): void {
  if (!script.commands.has('EPRT')) return;
  script.type('I').line('EPRT {listen-extended}').does('retrieve', '{file}').act('receive').another().enter().type('I').line('EPRT {listen-otherwise}').does('retrieve', '{file}').act('receive').another().enter().type('I').line('PORT {listen}').does('retrieve', '{file}').act('receive');
}

/** Who has connected to a port before the last one gets nothing. */
function portBefore(script: Script, { random }: Making): void {
  if (!script.commands.has('PASV')) return;
  const way = random.pick(['PASV', 'EPSV']);
  script.type('I').line('PASV').act('connect').act('keep').line(way).act('connect').does('retrieve', '{file}').act('receive').line('NOOP').line(way).act('connect').act('keep').line('PASV').act('connect').does('list').act('receive').line('NOOP');
}

function beyond(script: Script): void {
  if (script.verb('restart') === null) return;
  script.type('I').put('{n1}', 5000);
  for (const position of BEYOND) script.data().does('restart', position).does('retrieve', '{n1}').late().act('receive');
  script.get('{n1}');
}

/** Line ends that are none in TYPE A: whatever becomes of them, the letters stay. */
function strangeLines(script: Script, { random }: Making): void {
  if (script.verb('type') === null) return;
  script.type('A').put('{n1}', random.pick([700, 5000])).get('{n1}').type('I').get('{n1}').type('A').put('{n2}', 90).get('{n2}');
}

/** Files of nothing and of more, one after the other. */
function nothingAtAll(script: Script): void {
  script.type('I').put('{n1}', 0).get('{n1}').put('{n2}', 9).get('{n2}').put('{n1}', 0, false, 'append').put('{n3}', 1).put('{n4}', 6000).list('names');
}

/** A session that has given up a transfer makes the next one. */
function aborted(script: Script, { random }: Making): void {
  if (!script.commands.has('ABOR')) return;
  const gives = (): void => { script.line('ABOR', false).act(random.pick(['close', 'receive', 'reset'])).line('NOOP').line('PASV').act('connect').does('retrieve', '{file}').act('receive'); };
  script.line('ABOR').line('NOOP').type('I').data().does('retrieve', '{large}').late().act('stall');
  gives();
  script.data().does('store', '{n1}').late().upload(3000, 'open');
  gives();
  // Nobody connects: the server waits, or has given up.
  script.line('ABOR').line('PASV').line('RETR {file}', false).line('ABOR').act('receive').line('NOOP', false).act('connect').act('receive').line('NOOP').get('{file}');
}
