import type { Making } from './making.ts';
import type { Episode } from './services.ts';
import type { Script } from './script.ts';

/** Clients that say nothing, at a time. */
const CROWD = 24;
/** What comes between the two halves of a login. */
const BETWEEN = ['NOOP', 'XYZZY', 'SYST', 'TYPE I', 'HELP', 'FEAT', 'PASV'];
/** What a client may ask for while its file is on its way. */
const MEANWHILE = ['RNFR {n2}', 'CWD {directory}', 'REST 3', 'MKD {n5}', 'SIZE {n2}'];

/** What clients do to one another, and what one does before, between and after what is usual. */
export const COMPANY: readonly Episode[] = [renamesApart, outlived, outlived, crowd, early, relogin, beforeThePassword, anotherUser, meanwhile, quitting, interrupts];

/** Each session has its own name to be renamed. */
function renamesApart(script: Script): void {
  script.type('I').put('{n1}', 5).put('{n2}', 7).does('rename from', '{n1}').another().enter().does('rename to', '{n3}').does('size', '{n1}').does('rename from', '{n2}').back(0).does('rename to', '{n4}').does('size', '{n1}').does('size', '{n4}')
    .back(1).does('rename to', '{n5}').does('size', '{n2}').does('size', '{n5}').type('I').get('{n5}').get('{n4}');
}

/** One session has transferred and goes; what the server has freed may belong to others by then. */
function outlived(script: Script): void {
  script.another().enter().type('I').get('{file}').another().enter().another().enter().back(1).line('QUIT').back(0).line('NOOP').does('where').back(2).line('NOOP').does('where').back(3).type('I').get('{file}').back(0).type('I').get('{file}');
}

/** One works while many say nothing. */
function crowd(script: Script): void {
  for (let at = 0; at < CROWD; at++) script.early();
  script.back(0).does('where').type('I').get('{file}').line('NOOP');
}

/** Commands that are there before the greeting. */
function early(script: Script, { moves }: Making): void {
  script.early(...moves.entrance().map(({ verb, template }) => `${verb} ${template}`.trimEnd()), 'NOOP').does('where').early('NOOP').line('NOOP');
}

/** A second login leaves the parameters of transfers as they are. */
function relogin(script: Script, { random }: Making): void {
  script.type('I').put('{n1}', random.pick([100, 5000])).get('{file}').enter().get('{file}').get('{n1}').does('size', '{n1}');
}

/** One has no more rights than before, whatever is sent between the user and the password. */
function beforeThePassword(script: Script): void {
  const user = script.verb('user');
  if (user === null) return;
  for (const line of BETWEEN) script.another().line(`${user} {user}`).line(line).does('where').line(`${user} {user}`).line('PASS {password}').does('where');
}

/** An upload is stored under its name, whatever is said while it runs. */
function meanwhile(script: Script, { deck, random }: Making): void {
  script.type('I').put('{n2}', 4).data().does('store', '{n1}').late().line(deck.deal(MEANWHILE), false).upload(random.pick([700, 9000]), 'end').does('enter', '/').does('size', '{n1}').get('{n1}').get('{n2}');
}

/** It is stored under the name that it had, whoever comes next. */
function anotherUser(script: Script, { random }: Making): void {
  const user = script.verb('user');
  if (user === null) return;
  script.type('I').data().does('store', '{n1}').late().line(`${user} nobody-{n1}`, false).upload(random.pick([700, 9000]), 'end').enter().does('size', '{n1}').get('{n1}').another().enter().does('size', '{n1}').type('I').get('{n1}');
}

/** QUIT lets a transfer end. */
function quitting(script: Script, { random }: Making): void {
  script.another().enter().type('I').data().does('retrieve', '{large}').late().line('QUIT', false).act('receive').another().enter().type('I').data().does('store', '{n1}').late().line('QUIT', false).upload(random.pick([10, 70_001]), 'end').back(0).does('size', '{n1}');
}

/** Telnet's ways of asking for attention, where nothing and where something is under way. */
function interrupts(script: Script): void {
  if (!script.commands.has('ABOR')) return;
  script.line('ABOR').raw('\xff\xf4\xff\xf2ABOR\r\n').line('NOOP').raw('\xff\xfc\x18\xff\xfe\x18NOOP\r\n').line('NOOP').type('I').data().does('retrieve', '{large}').late().act('stall').raw('\xff\xf4\xff\xf2ABOR\r\n').act('receive').line('NOOP').get('{file}').put('{n1}', 9).get('{n1}');
}
