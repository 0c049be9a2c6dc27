import type { Step } from '../scenario.ts';
import { ADDRESSES } from './addresses.ts';
import { COMPANY } from './company.ts';
import { CORNERS } from './corners.ts';
import type { Making } from './making.ts';
import { MARKS } from './marks.ts';
import { Script } from './script.ts';
import { SECOND_THOUGHTS } from './second-thoughts.ts';
import { SERVICES, type Episode } from './services.ts';
import { CLOSER_LOOKS } from './closer-looks.ts';

const SIZES = [0, 1, 6, 100, 511, 513, 4096, 4097, 8192, 9000, 66_000, 70_001];

/** Paths of the file outside. */
const READING = ['{escape-file}', '{escape-absolute}', '{escape-climb}', '....//{escape-rest}', '%2e%2e/{escape-rest}', '..%2f{escape-rest}', '..\\{escape-rest}', '{directory}/../../{escape-rest}'];

/** What belongs together in the life of files: made, looked at in every way, changed, gone. */
export const EPISODES: readonly Episode[] = [
  directories, renames, renamesOfDirectories, restarts, appends, representations, oddNames, listings, unique, replaced, wrongParents, waysOut, linksOut, logins, changes, deepPaths, ...SECOND_THOUGHTS, ...SERVICES, ...CLOSER_LOOKS, ...COMPANY, ...ADDRESSES, ...CORNERS, ...MARKS,
];

const ATTEMPTS = Array.from({ length: 11 }, (_, at) => at);

/** Beyond these names an episode that comes behind another has its own. */
const NAMES = 40;

/** An episode, and now and then another one behind it, where all of the first was in one session. */
export function stories(making: Making): Step[] {
  const { random, deck } = making;
  const script = new Script(making).enter();
  deck.deal(EPISODES)(script, making);
  if (random.chance(0.3) && script.steps.every(({ session }) => session === 0)) {
    const before = script.steps.splice(0);
    // Not dealt: what the first has left behind may hide what it is to show.
    random.pick(EPISODES)(script, making);
    script.steps.push(...before, ...script.steps.splice(0).map(renamed));
  }
  if (random.chance(0.5)) script.line('QUIT');
  return script.steps;
}

/** The same with other names. */
function renamed(step: Step): Step {
  const other = (text: string): string => text.replace(/\{n(\d+)\}/g, (whole, digits: string) => (Number(digits) <= NAMES ? `{n${Number(digits) + NAMES}}` : whole));
  return step.act === 'send' ? { ...step, lines: step.lines.map(other) } : step.act === 'bytes' ? { ...step, pieces: step.pieces.map(other) } : step;
}

function directories(script: Script, { random }: Making): void {
  script.type('I').does('make', '{n1}').does('where').does('enter', '{n1}').does('where').put('{n2}', random.pick(SIZES)).does('make', '{n3}').does('up').does('where')
    .does('unmake', '{n1}').does('delete', '{n1}').list(random.pick(['list', 'names', 'facts list']), '{n1}').does('size', '{n1}/{n2}').get('{n1}/{n2}').does('unmake', '{n1}/{n2}')
    .does('delete', '{n1}/{n2}').does('delete', '{n1}/{n2}').does('unmake', '{n1}/{n3}').list('names', '{n1}').does('unmake', '{n1}').does('enter', '{n1}').does('make', '{n1}').does('make', '{n1}').does('make', '{n4}').does('delete', '{n4}').does('enter', '{n4}').does('where');
}

function renames(script: Script, { random }: Making): void {
  script.type('I').put('{n1}', random.pick(SIZES)).put('{n2}', 7).does('rename from', '{n1}');
  if (random.chance(0.3)) script.does('rename from', '{n2}');
  if (random.chance(0.3)) script.does('rename from', '{n9}').does('rename to', '{n8}');
  if (random.chance(0.2)) script.does('size', '{n1}');
  if (random.chance(0.2)) script.does('rename to', '{n7}/x').get('{n1}');
  script.does('rename to', '{n3}').does('rename to', '{n4}').does('size', '{n1}').does('size', '{n2}').get('{n3}').get('{n2}').list('names').does('rename from', '{n2}').does('rename to', '{n3}').does('size', '{n3}');
}

function renamesOfDirectories(script: Script, { random }: Making): void {
  script.type('I').does('make', '{n1}').does('make', '{n2}').put('{n1}/{n3}', random.pick(SIZES)).does('rename from', '{n1}').does('rename to', random.pick(['{n2}/{n4}', '{n5}', '{n1}/{n6}']))
    .get('{n2}/{n4}/{n3}').get('{n5}/{n3}').get('{n1}/{n3}').does('enter', '{n2}').put('{n7}', 3).does('rename from', '{n7}').does('rename to', random.pick(['{n8}', '../{n8}'])).does('size', '{n8}').get('../{n8}').list('names');
}

function restarts(script: Script, { random }: Making): void {
  const size = random.pick(SIZES);
  const position = random.pick([0, 1, 3, Math.floor(size / 2), size]);
  script.type('I').put('{n1}', size);
  if (random.chance(0.3)) script.does('restart', '1');
  script.data().does('restart', String(position)).does('retrieve', '{n1}').late().act('receive').get('{n1}');
  if (random.chance(0.5)) script.put('{n2}', 5).get('{n2}');
  script.data().does('restart', String(position)).does('store', '{n1}').late().upload(size).get('{n1}').does('size', '{n1}');
  script.data().does('restart', random.pick([String(size + 1), '9223372036854775807', '9223372036854775808', '18446744073709551615', '18446744073709551616', '18446744073709551617'])).does('retrieve', '{n1}').late().act('receive').get('{n1}');
}

function appends(script: Script, { random }: Making): void {
  script.type('I').put('{n1}', random.pick(SIZES), false, 'append').does('size', '{n1}').put('{n1}', random.pick(SIZES), false, 'append').does('size', '{n1}').get('{n1}').put('{n1}', random.pick(SIZES)).get('{n1}').does('facts', '{n1}');
}

function representations(script: Script, { random }: Making): void {
  const size = random.pick(SIZES);
  script.put('{n1}', size, true).does('size', '{n1}').get('{n1}').type('I').does('size', '{n1}').get('{n1}').put('{n2}', random.pick(SIZES)).get('{n2}').does('type', random.pick(['X', 'E', 'A N', 'a', 'A X', 'L 7', 'L 8', 'i', '']));
  script.get('{n1}').does('size', '{n1}').type('A').does('size', '{n1}').does('type', random.pick(['X', 'I X', 'L 7', 'Z'])).get('{n1}');
}

function oddNames(script: Script, { random, values, deck }: Making): void {
  script.type('I');
  for (let at = 0; at < 3; at++) {
    const name = values.name(deck);
    if (random.chance(0.5)) script.put(name, 6).does('size', name).get(name).does('time', name).does('facts', name).list(random.pick(['names', 'list', 'facts list'])).does('delete', name).does('size', name);
    else script.does('make', name).does('enter', name).does('where').put('{n5}', 4).does('up').does('where').list('names', name).does('rename from', name).does('rename to', `${name}2`).does('enter', name);
  }
  script.put('{n1}', 5).put('{n1}x', 5).does('delete', random.pick(['{n1}*', '{n1}?', '{n1}[x]', '{n1}'])).does('size', '{n1}').does('size', '{n1}x');
}

function listings(script: Script, { random }: Making): void {
  script.does('make', '{n1}').list('list', '{n1}').list('names', '{n1}');
  const count = random.pick([1, 3, 12, 80]);
  for (let at = 1; at <= Math.min(count, 6); at++) script.put(`{n1}/{n${at}}`, at);
  if (count > 6) for (let at = 7; at <= count; at++) script.does('make', `{n1}/{n${at}}`);
  if (random.chance(0.5)) script.type(random.pick(['A', 'I']));
  for (const act of ['list', 'names', 'facts list'] as const) script.list(act, '{n1}');
  script.does('status', '{n1}').does('facts', '{n1}').does('facts', '{n1}/{n1}').does('where').does('enter', '{n1}').list('names').does('make', '{n99}').list(random.pick(['list', 'names', 'facts list'])).does('status', '').does('unmake', '{n99}').list(random.pick(['list', 'names', 'facts list']));
}

function unique(script: Script): void {
  script.type('I').put('{n1}', 10).data().does('store unique').late().upload(20).get('{n1}').list('names');
}

function replaced(script: Script, { random }: Making): void {
  script.type('I').put('{n1}', 9000).get('{n1}').put('{n1}', random.pick([0, 10, 8999])).get('{n1}').does('size', '{n1}').does('facts', '{n1}').does('time', '{n1}').data().does('store', '{n1}').late().upload(5000, 'reset').get('{n1}').put('{n1}', 30).get('{n1}');
}

function wrongParents(script: Script): void {
  script.type('I').put('{n1}', 3).does('make', '{n9}/x').data().does('store', '{n9}/x').late().upload(3).does('enter', '{n1}').does('enter', '{n9}').does('where').does('rename from', '{n1}').does('rename to', '{n9}/x').does('size', '{n1}').get('{n1}').data().does('retrieve', '{n9}').late().act('receive').data().does('list', '{n9}').late().act('receive').does('facts', '{n9}').does('status', '{n9}').does('time', '{n9}');
}

/** Every command that takes a path, with paths that lead outside. */
function waysOut(script: Script, { random, deck }: Making): void {
  script.type('I').put('{n1}', 4);
  for (const act of ['size', 'time', 'facts', 'status'] as const) script.does(act, random.pick(READING));
  for (let at = 0; at < 4; at++) script.get(deck.deal(READING));
  script.does('enter', '{escape-directory}').does('where').list('names').does('enter', '/').list('names', '{escape-directory}').list('list', '{escape-directory}').list('facts list', '{escape-directory}').does('status', '{escape-directory}');
  script.does('make', '{escape-new}').does('unmake', '{escape-hollow}').does('delete', '{escape-file}').data().does('store', '{escape-new}').late().upload(9).data().does('append', '{escape-file}').late().upload(9);
  script.does('rename from', '{escape-file}').does('rename to', '{n2}').does('rename from', '{n1}').does('rename to', '{escape-new}').does('make', '{n3}').does('enter', '{n3}').does('up').does('up').does('up').does('where').list('names').get('{escape-file}');
}

function linksOut(script: Script, { random }: Making): void {
  script.type('I').put('{n1}', 4).get('{link-file}').get('{link-directory}/{n1}').list('names', '{link-directory}').list('list', '{link-directory}').does('make', '{link-directory}/{n1}').does('delete', '{link-directory}/{n1}').does('delete', '{link-directory}/{escape-secret}').does('unmake', '{link-directory}/hollow').data().does('store', '{link-directory}/{n1}').late().upload(9)
    .data().does('store', '{link-file}').late().upload(random.pick(SIZES)).does('rename from', '{n1}').does('rename to', '{link-directory}/{n1}').does('enter', '{link-directory}').list('names').does('enter', 'hollow').does('up').list('list');
}

/** Logging in, failing, and logging in again. */
function logins(script: Script, { random, deck }: Making): void {
  const user = script.verb('user');
  if (user === null) return;
  const probe = random.pick(['PWD', 'LIST', 'CWD /', 'RETR {file}', 'MKD {n1}', 'PASV']);
  const attempts: readonly (readonly string[])[] = [
    [`${user} {user}`, probe, 'PASS {wrong}', probe], [`${user} {user}`, 'PASS {wrong}', probe, 'PASS {password}', probe], [`${user} nobody-{n1}`, 'PASS {password}', probe], ['REIN', 'PASS {password}', probe, `${user} {user}`, 'PASS *', probe],
    ['REIN', probe, `${user} {user}`, 'NOOP', 'PASS {wrong}', probe], ['REIN', `${user} {user}`, 'NOOP', 'PASS {password}', probe], ['TYPE I', `${user} {user}`, 'PASS {password}', 'TYPE I', probe], ['REIN', `${user} {user}`, 'PASS', probe], ['RNFR {file}', 'REIN', `${user} {user}`, 'PASS {password}', 'RNTO {n1}'],
    ['REIN', `${user} {user}`, 'PASS {wrong}', `${user} {user}`, 'PASS {password}', probe], ['REIN', `${user} {user}`, probe, 'PASS {password}', probe],
  ];
  for (let at = 0; at < 3; at++) for (const line of attempts[deck.deal(ATTEMPTS)]!) script.line(line);
}

/** A refused command changes nothing. */
function changes(script: Script, { random, values, moves }: Making): void {
  script.type('I').does('make', '{n1}').put('{n1}/{n2}', 12).does('enter', '{n1}').does('where');
  for (let at = 0; at < 6; at++) {
    const command = random.pick(moves.table.protocol.commands);
    if (command.verb !== 'QUIT' && command.verb !== 'REIN' && command.verb !== 'USER') script.line(`${command.verb} ${values.near(command.argument, random).replaceAll(/\{(?!n)/g, '{n9')}`);
    if (random.chance(0.3)) script.line(random.pick(['XYZZY', 'QUITX', 'NOOPE', 'X', 'LISTEN {n2}']));
    script.does('where').does('size', '{n2}').does('facts', '{n2}');
  }
  script.get('{n2}').list('names');
}

function deepPaths(script: Script, { random }: Making): void {
  const long = `{n1}${'x'.repeat(random.pick([100, 130, 200, 230]))}`;
  script.type('I').does('make', '{n1}').does('make', '{n1}/{n2}').does('enter', '{n1}/{n2}').does('where').does('up').does('where').does('enter', '{n2}').does('enter', '..').does('where').does('enter', '/{n1}/{n2}').put('../{n3}', 8).get('/{n1}/{n3}').get('../{n3}').does('enter', '../..').does('where').put(long, 8).does('size', long).get(long).list('names').does('enter', `./{n1}`).does('where');
}
