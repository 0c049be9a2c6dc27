import type { Making } from './making.ts';
import type { Script } from './script.ts';
import type { Episode } from './services.ts';

const TWINS = ['{n1} ', ' {n1}', '{n2}/ {n1}', '{n2}/{n1} ', '{n2} /{n1}'];
const CUT = ['RETR {file}', 'SIZE {file}', 'MDTM {file}', 'CWD {directory}', 'RETR {n1}', 'SIZE {n1}'];
const OLD_TIMES = ['20010203040506', '19991231120000', '20200615120000'];
const FORMS = ['B', 'C', 'Z'];

/** What a session does twice, where the last counts, and what is to be the same and is not, or not the same and is. */
export const SECOND_THOUGHTS: readonly Episode[] = [twins, twins, cutNames, secondUser, secondPort, endings, endings, dates, usableNames, restartedAppend, badData, lostDirectory, synonyms, lastWords, statements, hosts, readers, lostControl, rename, passwords];

/** Names that differ in a space at an end alone. */
function twins(script: Script, { deck }: Making): void {
  const twin = deck.deal(TWINS);
  script.type('I').does('make', '{n2}').put('{n1}', 5).put('{n2}/{n1}', 7).does('make', '{n2} ').put(twin, 9).get('{n1}').get('{n2}/{n1}').get(twin).does('size', '{n1}').does('delete', twin).does('size', '{n1}').does('size', '{n2}/{n1}').list('names', '{n2}');
}

/** A NUL in a name, alone or behind a CR, in a command that changes nothing. */
function cutNames(script: Script, { deck }: Making): void {
  const { commands } = script;
  script.type('I').put('{n1}', 5);
  for (let at = 0; at < 3; at++) {
    const line = deck.deal(CUT);
    if (!commands.has(line.slice(0, 4))) continue;
    if (line.startsWith('RETR')) script.data();
    script.raw(`${line}\0x\r\n`).line('NOOP');
  }
  // What is left of it where the CR goes with the NUL, or the name ends at it.
  script.put('{n1}x', 7);
  for (const act of ['size', 'retrieve'] as const) {
    const verb = script.verb(act);
    if (verb !== null) (act === 'retrieve' ? script.data() : script).raw(`${verb} {n1}\r\0x\r\n`).line('NOOP');
  }
  if (commands.has('PASS')) script.another().line('USER {user}').raw('PASS {password}\0x\r\n').does('where');
}

/** Who comes to another mind before the password. */
function secondUser(script: Script): void {
  const user = script.verb('user');
  if (user === null) return;
  script.another().line(`${user} nobody-{n1}`).line(`${user} {user}`).line('PASS {password}').does('where')
    .another().line(`${user} {user}`).line(`${user} nobody-{n1}`).line('PASS {password}').does('where').line(`${user} {user}`).line('PASS {password}').does('where');
}

/** The address that was named last counts. */
function secondPort(script: Script): void {
  if (!script.commands.has('PORT')) return;
  script.type('I').line('PORT {listen}').does('retrieve', '{file}').act('receive').another().enter().type('I').line('PORT 127,0,0,1,250,250').line('PORT {listen}').does('retrieve', '{file}').act('receive').line('PORT {listen}').does('retrieve', '{file}').act('receive');
}

/** Nothing of a session is left when it is over. */
function endings(script: Script, { random }: Making): void {
  if (random.chance(0.5)) script.put('{n1}', 9);
  script.data(false).line('NOOP');
  if (random.chance(0.6)) script.line('QUIT');
  else script.act(random.pick(['end', 'drop']));
  script.act('connect');
}

/** LIST tells the date that other commands tell. */
function dates(script: Script, { deck }: Making): void {
  script.type('I').does('make', '{n1}').put('{n1}/{n2}', 9).list('list', '{n1}').line(`MFMT ${deck.deal(OLD_TIMES)} {n1}/{n2}`).list('list', '{n1}').does('time', '{n1}/{n2}').does('enter', '{n1}').list('list').list('facts list');
}

/** What NLST sends can be sent back. */
function usableNames(script: Script): void {
  script.type('I').does('make', '{n1}').put('{n1}/{n2}', 9).list('names', '{n1}').does('enter', '{n1}').list('names').does('make', '{n3}').put('{n3}/{n2} x', 4).list('names', '{n3}').list('names', '../{n1}').does('make', '{n4}\xc3\xa9').does('enter', '{n4}\xc3\xa9').does('where');
}

/** APPE after REST is STOR after REST. */
function restartedAppend(script: Script, { random }: Making): void {
  if (script.verb('append') === null) return;
  script.type('I').put('{n1}', 40).data().does('restart', '30').does('append', '{n1}').late().upload(random.pick([10, 100])).get('{n1}').does('size', '{n1}').put('{n1}', 5).get('{n1}');
}

/** Data that are not in the form of their mode, and the session behind them. */
function badData(script: Script, { deck }: Making): void {
  if (!script.commands.has('MODE')) return;
  script.type('I').line(`MODE ${deck.deal(FORMS)}`);
  for (const size of [700, 5000]) script.data().does('store', '{n1}').late().upload(size, 'bare').line('NOOP');
  script.line('MODE S').get('{file}').put('{n2}', 9).get('{n2}');
}

/** The working directory of one session goes by the hand of another. */
function lostDirectory(script: Script, { random }: Making): void {
  script.does('make', '{n1}').does('enter', '{n1}').another().enter().does('unmake', '{n1}').back(0);
  for (const act of ['list', 'names', 'facts list'] as const) if (random.chance(0.7)) script.list(act);
  script.does('where').data().does('store', '{n2}').late().upload(5).does('make', '{n3}').does('up').line('NOOP').does('enter', '/').does('where').get('{file}');
}

/** The other names of TLS. */
function synonyms(script: Script): void {
  if (!script.commands.has('AUTH')) return;
  script.another().line('AUTH tls').secure().line('AUTH TLS').secure().line('NOOP').another().line('AUTH TLS-C').secure().line('AUTH TLS').secure().line('NOOP').another().line('AUTH XYZZY').line('NOOP');
}

/** What FEAT, STAT and NOOP say, before and after what they speak of. */
function statements(script: Script): void {
  const { commands } = script;
  script.line('NOOP').type('A').does('status').type('I').does('status').does('make', '{n1}\xc3\xa9');
  if (commands.has('MODE')) script.line('MODE Z').line('MODE S').line('FEAT');
  if (commands.has('LANG')) script.line('LANG de').line('NOOP').line('LANG').line('NOOP');
  if (commands.has('EPSV')) script.line('EPSV 1').act('connect').does('retrieve', '{file}').act('receive');
  script.another().does('status', '{full-directory}').line('NOOP');
}

/** A host that is refused, and one that comes again. */
function hosts(script: Script): void {
  if (!script.commands.has('HOST')) return;
  script.another().line('HOST 192.0.2.1').enter().does('where').another().line('HOST localhost').enter().line('REIN').line('HOST localhost').enter().does('where');
}

/** Several read one file. */
function readers(script: Script): void {
  script.type('I').data().does('retrieve', '{large}').late().act('stall').another().enter().type('I').get('{large}').get('{file}').back(0).act('receive').line('NOOP');
}

/** The control connection is lost in a transfer. */
function lostControl(script: Script, { random }: Making): void {
  script.type('I').data().does('retrieve', '{large}').late().act('stall').act(random.pick(['drop', 'drop', 'end'])).act('receive');
}

/** A file is to have the name of a directory. */
function rename(script: Script): void {
  script.type('I').put('{n1}', 9).does('make', '{n2}').does('rename from', '{n1}').does('rename to', '{n2}').does('size', '{n1}').does('size', '{n2}').get('{n2}').list('names');
}

/** What is nearly the password, each in a session of its own: servers may count. */
function passwords(script: Script): void {
  const user = script.verb('user');
  if (user === null) return;
  for (const password of ['PASS', 'PASS *', 'PASS {wrong-case}']) script.another().line(`${user} {user}`).line(password).does('where');
}

/** One session says farewell, and another goes on. */
function lastWords(script: Script): void {
  script.another().enter().line('QUIT').back(0).does('where').line('NOOP').get('{file}');
}
