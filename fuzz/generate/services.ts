import type { Making } from './making.ts';
import type { Script } from './script.ts';

/** What belongs together in one session. */
export type Episode = (script: Script, making: Making) => unknown;

const WHOLE = ['20200102030405', '19991231235959', '20010203040506', '20240229120000'];
const TIMES = [...WHOLE, '19700102000000'];
const SPOILED = ['20201302030405', 'yesterday', '20200102'];
const MODES = ['600', '640', '0755', '444', '700'];
const HASHES = ['SHA-1', 'sha-256', 'SHA-512', 'MD5', 'CRC32', 'XYZZY'];
const FACTS = ['type;size;', 'size;', 'modify;perm;', 'unique;', 'TYPE;Modify;', '', 'type;xyzzy;', 'size; modify;', 'create;', 'UNIX.mode;type;'];
const DOINGS = ['TYPE A', 'CWD {directory}', 'REST 3', 'SITE UMASK 077', 'LANG de', 'OPTS MLST size;', 'OPTS HASH MD5', 'MODE B', 'STRU R', 'REIN', 'USER {user}', 'PASV', 'EPSV ALL', 'ABOR', 'CDUP', 'XYZZY', 'HOST localhost', 'RETR {file}', 'SITE IDLE 100'];
const OLDER = ['ALLO 9 R 5', 'ALLO 9 R', 'ALLO 9 X', 'ALLO 0', 'ACCT x', 'SMNT {n1}', 'HELP', 'SITE HELP', 'SITE XYZZY', 'LPRT 4,4,127,0,0,1,2,1', 'LPRT 6,16,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,2,1,1', 'LPRT 9,1,1,1,1', 'LPRT 4,4,127,0,0,1,2,300,1', 'EPRT |9|1|2|', 'EPSV 9'];

/** What the optional commands do to files and to the session, and what they tell of it. */
export const SERVICES: readonly Episode[] = [promises, digests, digests, times, permissions, masks, joins, languages, hosts, chosenFacts, chosenFacts, uniques, older, strangers, guessing, tiers, forgotten, neighbours, neighbours, parallel];

/** Everything that FEAT lists is tried where it can be done, and everything that it may have to list. */
function promises(script: Script, { moves, random }: Making): void {
  const { table, setups } = moves;
  const uses = table.protocol.commands.filter(({ verb, aliasOf, feature }) => aliasOf === null && (feature !== null || verb === 'MLSD') && verb !== 'AUTH' && !setups.some((setup) => setup.verb === verb));
  const use = (command: (typeof uses)[number]): string => `${command.verb} ${(moves.template(command) ?? '').replaceAll('{missing}', '{n1}')}`.trimEnd();
  script.another().line('FEAT');
  for (const command of uses) if (table.rows(command.verb).some((row) => table.fits(row, moves.start) && row.rule.reply[0]?.some((code) => code < 300) === true)) script.line(use(command));
  script.enter().type(random.pick(['A', 'I'])).put('{n1}', 9).line('FEAT');
  for (const command of uses) {
    if (command.verb === 'MLSD') script.list('facts list');
    else script.line(use(command));
  }
  for (const setup of setups) script.line(`${setup.verb} ${setup.template}`.trimEnd());
  script.line('MODE Z').line('FEAT').another().line('FEAT').line('AUTH TLS').secure().enter().line('FEAT').line('PBSZ 0').line('PROT P');
}

function digests(script: Script, { random, deck }: Making): void {
  script.type('I').put('{n1}', random.pick([0, 1, 100, 5000]), random.chance(0.5)).type(random.pick(['A', 'I'])).line('FEAT');
  for (const verb of ['XCRC', 'XMD5', 'XSHA1', 'XSHA256', 'HASH']) script.line(`${verb} {n1}`).line(`${verb} {file}`);
  script.line(`${random.pick(['XCRC', 'XMD5', 'XSHA1', 'XSHA256'])} "{n1}" 2 5`).line('XMD5 "{file}" 3').line('XMD5 "{n2}"').line('XCRC {n1}/..').line('XCRC {escape-file}').line('HASH {escape-file}');
  for (let at = 0; at < 2; at++) script.line(`OPTS HASH ${deck.deal(HASHES)}`).line('OPTS HASH').line('HASH {n1}').line('FEAT');
  script.line('RANG 1 3').line('HASH {file}').line('HASH {file}').line('RANG 1 3').line('RANG 1 0').line('HASH {file}').line('RANG 5 2').line('HASH {n1}').line('REIN').enter().line('FEAT').line('HASH {file}');
}

function times(script: Script, { random, deck }: Making): void {
  const name = random.pick(['{n1}', '{n1} x', '{n2}/{n1}']);
  script.type('I').does('make', '{n2}').put(name, random.pick([0, 7, 900]));
  const look = (): void => { script.does('time', name).does('facts', name); };
  for (const time of [deck.deal(TIMES), `${random.pick(WHOLE)}.${random.pick(['5', '9', '999'])}`]) {
    script.line(`MFMT ${time} ${name}`);
    look();
  }
  script.line(`MFMT ${deck.deal(SPOILED)} ${name}`);
  look();
  script.line(`MFF modify=${deck.deal(TIMES).slice(0, 14)};UNIX.mode=0640; ${name}`);
  look();
  script.line(`MFF modify=${deck.deal(TIMES).slice(0, 14)};size=5; ${name}`);
  look();
  script.line('OPTS MLST type;size;modify;create;UNIX.mode;').line(`MFCT ${deck.deal(TIMES).slice(0, 14)} ${name}`);
  look();
  script.line(`MFF modify=${deck.deal(TIMES).slice(0, 14)}; ${name}`);
  look();
  script.line(`SITE UTIME ${deck.deal(TIMES).slice(0, 14)} ${name}`);
  look();
  script.line(`SITE UTIME 20201302030405 ${name}`);
  look();
  script.line(`SITE UTIME ${name} 20200102030405 20210102030405 20200102030405 UTC`);
  look();
  script.get(name).list('facts list');
}

function permissions(script: Script, { random, deck }: Making): void {
  const name = random.pick(['{n1}', '{n1} x']);
  script.type('I').line('OPTS MLST type;size;modify;UNIX.mode;').put('{n4}', 3).line('SITE CHMOD 640 {n4}').put(name, 30);
  for (let at = 0; at < 2; at++) script.line(`${random.pick(['SITE CHMOD', 'site chmod', 'SITE chmod'])} ${deck.deal(MODES)} ${name}`).does('facts', name).line(`SITE CHMOD 6x0 ${name}`).does('facts', name).line(`SITE CHMOD 9 ${name}`).does('facts', name);
  script.line(`SITE CHMOD 600 ${name}`).get(name).line('SITE CHMOD 600 {escape-file}').line('SITE UTIME 20200102030405 {escape-file}').line('REIN').line('SITE CHMOD 600 {file}').line('SITE UMASK').line('SITE IDLE').enter().does('facts', name);
}

function masks(script: Script, { random }: Making): void {
  script.type('I').line('OPTS MLST type;size;UNIX.mode;').line('SITE UMASK').line(`SITE UMASK ${random.pick(['077', '027', '037'])}`).line('SITE UMASK').put('{n1}', 5).does('facts', '{n1}').does('make', '{n2}').does('facts', '{n2}')
    .line('SITE UMASK 999').line('SITE UMASK').put('{n3}', 5).does('facts', '{n3}').put('{n4}', 5, false, 'append').does('facts', '{n4}').line('SITE IDLE 700').line('SITE IDLE').line('SITE IDLE x').line(`SITE IDLE ${random.pick(['0', '1', '99999999999'])}`).line('SITE IDLE').line('NOOP');
}

function joins(script: Script, { random }: Making): void {
  script.type('I').put('{n1}', 10).put('{n2}', 20).put('{n3} x', 30).put('{n4}', 5).line('COMB "{n4}" "{n2}" "{n9}"').does('size', '{n4}').does('size', '{n2}').line('COMB {n8} {n2} {n9}').does('size', '{n8}')
    .line(random.pick(['COMB "{n4}" "{n2}" "{n1}" "{n3} x"', 'COMB {n5} {n2} {n1}', 'COMB "{n4}" "{n1}"'])).get('{n4}').get('{n5}').does('size', '{n1}').does('size', '{n2}').does('size', '{n3} x').list('names').line('COMB "{escape-new}" "{n4}"');
}

function languages(script: Script, { random }: Making): void {
  script.does('make', '{n1}').line('FEAT').line('LANG de').line('FEAT').line('HELP').line('NOOP').does('enter', '{n1}').does('where').line('LANG DE').line(`LANG ${random.pick(['en', 'x-nobody', 'EN'])}`).line('FEAT').line('LANG').line('FEAT').line('LANG de').line('REIN').line('FEAT').enter().does('where').line('FEAT').does('make', '{n2}').does('facts', '{n2}');
}

function hosts(script: Script, { random }: Making): void {
  script.line('REIN').line('HOST 192.0.2.1').line('HOST localhost').line('HOST LOCALHOST').line('HOST localhost:21').line(random.pick(['HOST [2001:db8::1]', 'HOST 192.0.2.1', 'HOST 127.0.0.1', 'HOST'])).line('HOST localhost').enter().does('where').line('REIN').line('HOST localhost').line('HOST 192.0.2.1').enter().does('where').line('HOST localhost').line('FEAT');
}

function chosenFacts(script: Script, { deck }: Making): void {
  script.type('I').does('make', '{n1}').put('{n1}/{n2}', 12).put('{n1}/{n3}', 12).line('FEAT');
  for (let at = 0; at < 3; at++) script.line(`OPTS MLST ${deck.deal(FACTS)}`.trimEnd()).does('facts', '{n1}/{n2}').list('facts list', '{n1}').line('FEAT');
  script.put('{n1}/{n2}', 9).does('facts', '{n1}/{n2}').does('facts', '{n1}').does('facts', '').line('OPTS UTF8 ON').line('OPTS UTF8 OFF').line('OPTS XYZZY');
}

function uniques(script: Script): void {
  script.type('I').does('make', '{n1}').does('enter', '{n1}');
  for (let at = 0; at < 3; at++) script.data().does('store unique').late().upload(10 + at);
  script.list('names').list('facts list');
}

function older(script: Script, { deck, random }: Making): void {
  script.type('I').does('make', '{n1}').put('{n2}', 9);
  for (let at = 0; at < 5; at++) script.line(deck.deal(OLDER)).does('where').does('size', '{n2}');
  script.line(`ALLO ${random.pick(['40', '40 R 10'])}`).put('{n3}', 40).get('{n3}').get('{file}').list('names');
}

function strangers(script: Script): void {
  const user = script.verb('user');
  if (user === null) return;
  for (const name of ['{user}', 'nobody-{n1}']) script.another().line(`${user} ${name}`).line('PASS {wrong}').line('PWD');
  script.another().line(`${user} {user}`).line('PASS').line('PWD').line(`${user} {user}`).line('PASS {wrong}').line('PWD');
}

function guessing(script: Script): void {
  const user = script.verb('user');
  if (user === null) return;
  script.another();
  for (let at = 0; at < 11; at++) script.line(`${user} {user}`).line('PASS {wrong}');
}

/** What one session does shows in no other. */
function neighbours(script: Script, { deck }: Making): void {
  script.type('I').does('make', '{n1}').does('enter', '{n1}').put('{n2}', 9).another().enter();
  for (let at = 0; at < 3; at++) {
    script.back(1).line(deck.deal(DOINGS)).back(0).does('where').does('size', '{n2}').does('facts', '{n2}').get('../{file}').does('rename from', '{n2}').back(1).does('rename from', '{file}').back(0).does('rename to', '{n2}').put('{n3}', 7);
  }
  script.back(1).line('QUIT').back(0).does('where').line('NOOP').get('{n2}');
}

/** Two sessions transfer at the same time. */
function parallel(script: Script, { random }: Making): void {
  script.type('I').another().enter().type('I').back(0).data().does('store', '{n1}').late().back(1).data().does('store', '{n2}').late().upload(random.pick([10, 9000])).back(0).upload(random.pick([20, 5000])).get('{n1}').get('{n2}').back(1).get('{n1}')
    .back(0).data().does('retrieve', '{file}').late().back(1).data().does('retrieve', '{n1}').late().act('receive').back(0).act('receive').line('NOOP');
}

/** One position, size or count beyond another. */
function tiers(script: Script, { random }: Making): void {
  const size = random.pick([255, 256, 4095, 4096, 4097, 65_535, 65_536, 65_537]);
  script.type('I').put('{n1}', size).does('size', '{n1}').does('facts', '{n1}').get('{n1}').data().does('restart', String(size - 1)).does('retrieve', '{n1}').late().act('receive').data().does('restart', '2').does('store', '{n1}').late().upload(size - 2).get('{n1}').does('size', '{n1}');
}

/** What one command has begun and another has ended. */
function forgotten(script: Script): void {
  script.type('I').put('{n1}', 20).put('{n2}', 30).does('rename from', '{n1}').does('rename from', '{n2}').does('rename to', '{n3}').does('size', '{n1}').does('size', '{n2}').does('size', '{n3}')
    .does('rename from', '{n1}').does('rename from', '{n9}').does('rename to', '{n4}').does('size', '{n1}').does('restart', '5').get('{n3}').get('{n3}').does('rename from', '{n3}').line('XYZZY').does('rename to', '{n6}').does('size', '{n6}').does('rename to', '{n7}').does('size', '{n7}');
}
