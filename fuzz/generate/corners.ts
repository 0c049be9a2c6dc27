import type { Making } from './making.ts';
import type { Script } from './script.ts';
import type { Episode } from './services.ts';

/** Ways of PORT, EPRT and LPRT to name an address that nobody can be served at. */
const ADDRESSES = ['PORT {foreign}', 'EPRT {foreign-extended}', 'LPRT {foreign-long}', 'LPRT 4,4,127,0,0,1,2,0,21', 'EPRT |9|127.0.0.1|50000|', 'EPRT |8|x|50000|', 'EPSV 9', 'EPRT |1|127.0.0.1|', 'PORT 127,0,0,1,0,21'];
const NOWHERE = ['PORT {listen-nowhere}', 'EPRT {listen-nowhere-extended}'];
const CONTROLS = ['A C', 'A T'];

/** What is there and nothing in it, what has a strange way to it, and what is named and is nowhere. */
export const CORNERS: readonly Episode[] = [empty, slashes, spacesWithin, dangling, nowhere, addresses, controls, halfCommands, quoted, takenBack];

/** Nothing is listed of a directory in which nothing is. */
function empty(script: Script): void {
  script.does('make', '{n1}').list('names', '{n1}').list('facts list', '{n1}').list('list', '{n1}').does('enter', '{n1}').list('names').list('facts list').type('I').put('{n2}', 5).list('names').does('delete', '{n2}').list('names').list('facts list');
}

/** A path with slashes to spare leads where it leads without them. */
function slashes(script: Script): void {
  script.does('make', '{n1}').does('make', '{n1}/{n2}').does('enter', '{n1}//{n2}///').does('up').does('where').does('enter', '/').does('enter', '{n1}/{n2}/').does('where').does('up').does('where').type('I').put('{n3}', 6).does('enter', '{n2}').get('../{n3}').does('enter', '..//').does('where').get('{n3}');
}

/** Names that hold several spaces in a row. */
function spacesWithin(script: Script, { random }: Making): void {
  const name = `{n2}${random.pick(['  x   y', '  2'])}`;
  script.type('I').does('make', '{n1}').put(`{n1}/${name}`, 5);
  for (const act of ['list', 'names', 'facts list'] as const) script.list(act, '{n1}');
  script.get(`{n1}/${name}`).does('enter', '{n1}').list('list').get(name);
}

/** A link to what is not there is no way out either. */
function dangling(script: Script): void {
  script.type('I').put('{n1}', 4).data().does('store', '{link-free}').late().upload(9).data().does('append', '{link-free}').late().upload(9).does('make', '{link-free}').does('rename from', '{n1}').does('rename to', '{link-free}').line('NOOP');
}

/** Nobody listens where the server is to connect to. */
function nowhere(script: Script, { deck, random }: Making): void {
  const line = deck.deal(NOWHERE);
  if (!script.commands.has(line.slice(0, 4))) return;
  script.type('I').line(line).does('retrieve', '{file}').act('receive').line('NOOP').line(line).does(random.pick(['list', 'store']), random.pick(['', '{n1}'])).act('receive').line('NOOP').get('{file}');
}

/** Addresses that a server should have nothing to do with. */
function addresses(script: Script, { deck }: Making): void {
  for (let at = 0; at < 5; at++) {
    const line = deck.deal(ADDRESSES);
    if (script.commands.has(line.slice(0, 4))) script.line(line);
  }
  script.line('NOOP').get('{file}');
}

/** Text whose lines begin as those of a printer may comes back as it went. */
function controls(script: Script, { deck }: Making): void {
  script.does('type', deck.deal(CONTROLS)).put('{n1}', 900, true).get('{n1}').type('I').does('size', '{n1}').get('{n1}');
}

/** Commands of which the half is missing, where something waits for the other half. */
function halfCommands(script: Script): void {
  script.type('I').put('{n1}', 5).does('rename from', '{n1}').does('rename to').does('rename from', '{n1}').does('rename to', '{n2}').does('rename from').does('restart').does('size').does('delete').does('make').does('enter').line('RANG').line('OPTS').line('SITE CHMOD').line('SITE CHMOD 640').line('SITE CHMOD 640 {n9}').line('SITE UTIME 20200102030405 {n9}').does('retrieve').does('size', '{n2}');
}

/** A path in double quotes is one without them, where a command takes them. */
function quoted(script: Script): void {
  script.type('I').put('{n1}', 90).put('{n1} x', 40);
  for (const verb of ['XCRC', 'XMD5', 'XSHA1', 'XSHA256']) if (script.commands.has(verb)) script.line(`${verb} {n1}`).line(`${verb} "{n1}"`).line(`${verb} "{n1} x"`);
}

/** A directory is not deleted as a file is, nor a file removed as a directory is; and what is refused is left. */
function takenBack(script: Script): void {
  script.type('I').does('make', '{n1}').put('{n2}', 5).does('delete', '{n1}').does('unmake', '{n2}').does('rename from', '{n2}').does('rename from', '{n3}').does('rename to', '{n4}').does('size', '{n2}').does('enter', '{n5}').does('where').does('enter', '{n2}').does('where').does('unmake', '{n1}').list('names', '{n1}').get('{n2}');
}
