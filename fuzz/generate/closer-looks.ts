import type { Making } from './making.ts';
import type { Script } from './script.ts';
import type { Episode } from './services.ts';

/** Bytes of arguments that are long, and that every server takes: buffers on the stack are smaller. */
const LENGTHS = [70, 140, 270, 530, 900];
/** Commands whose argument may be any word at all, or ends what is looked at. */
const TOPICS = /^(?:SITE )?HELP$|^HOST$|^QUIT$/;
const TONGUES = ['NOOP', 'RNTO {n9}', 'XYZZY', 'TYPE I', 'STRU F', 'MODE S'];
/** The same addresses as each command writes them: one that nobody has, and a port of a service on this machine. */
const ELSEWHERE = [['{foreign}', '{foreign-extended}', '4,4,192,0,2,1,2,19,136'], ['127,0,0,1,0,25', '|1|127.0.0.1|25|', '4,4,127,0,0,1,2,0,25']] as const;
const LIMITS = ['0', '99999999999', '2'];

/** One thing looked at from every side: what a server says of itself, in which words, how long lines may be, what one session leaves to others. */
export const CLOSER_LOOKS: readonly Episode[] = [helps, lengths, lengths, tongues, ports, doors, limits, othersMask, services, charsets, progress];

/** Help on everything, before the login and behind it: each a reply of its own. */
function helps(script: Script, { moves: { table } }: Making): void {
  if (!table.commands.has('HELP')) return;
  script.another().line('HELP').enter().line('HELP');
  for (const verb of table.commands.keys()) script.line(`HELP ${verb}`);
  script.does('where');
}

/** Every command that has an argument and begins no transfer, with a long one. */
function lengths(script: Script, { moves, inside, deck }: Making): void {
  const length = deck.deal(LENGTHS);
  const transfers = new Set(moves.from(inside).filter((move) => moves.begins(move)).map(({ verb }) => verb));
  const wordy = moves.table.protocol.commands.filter(({ verb, argument }) => argument !== 'nothing' && !transfers.has(verb) && !TOPICS.test(verb));
  const letting = new Set(moves.entrance().map(({ verb }) => verb));
  const long = (command: (typeof wordy)[number], letters: string): string => {
    const example = (moves.template(command) ?? '').replace(/\{(?:listen|file|new|missing|directory).*/, '');
    return `${command.verb} ${example}${example === '' ? '{n1}' : ''}${letters.repeat(Math.ceil(length / letters.length))}`;
  };
  for (const command of wordy) if (!letting.has(command.verb)) script.line(long(command, /host-port|address|position|number|seconds|size/.test(command.argument) ? ',1' : 'x'));
  script.does('where').line('NOOP').another();
  for (const command of wordy) if (letting.has(command.verb)) script.line(long(command, 'x'));
  script.enter().does('where');
}

/** The same in each language, and in the first again. */
function tongues(script: Script, { random, moves: { table } }: Making): void {
  if (!table.commands.has('LANG')) return;
  const speak = (): void => { for (const line of TONGUES) script.line(line); };
  script.line('FEAT');
  speak();
  script.line('LANG de');
  speak();
  script.line('LANG en');
  speak();
  script.line('LANG de').line('NOOP').line(random.chance(0.3) ? 'LANG' : 'REIN').enter();
  speak();
}

/** Ports one after the other. */
function ports(script: Script, { random, moves: { setups } }: Making): void {
  const passive = setups.filter((setup) => setup.passive);
  if (passive.length === 0) return;
  const { verb } = random.pick(passive);
  for (let at = 0; at < 12; at++) script.line(verb);
  script.act('connect').does('retrieve', '{file}').act('receive');
}

/** What is refused by one command that names an address is refused by the others. */
function doors(script: Script, { moves: { setups }, deck }: Making): void {
  const active = setups.filter(({ passive }) => !passive);
  for (const { verb, template } of active) script.line(`${verb} ${template}`);
  for (let at = 0; at < ELSEWHERE.length; at++) {
    const [plain, extended, long] = deck.deal(ELSEWHERE);
    for (const { verb, template } of active) script.line(`${verb} ${template.includes('extended') ? extended : template.includes('long') ? long : plain}`);
  }
}

/** Limits that no session could live with. */
function limits(script: Script, { moves: { table } }: Making): void {
  if (!table.commands.has('SITE IDLE')) return;
  for (const limit of LIMITS) script.another().enter().line('SITE IDLE').line(`SITE IDLE ${limit}`).line('SITE IDLE').line('NOOP').does('where').get('{file}');
}

/** The mask that one session sets is not that of another. */
function othersMask(script: Script, { random, moves: { table } }: Making): void {
  if (!table.commands.has('SITE UMASK')) return;
  // A server that has one mask for all may have any of them from what came before.
  script.type('I').line('OPTS MLST type;size;UNIX.mode;').another().enter().line('SITE UMASK 022').back(0).put('{n1}', 5).does('facts', '{n1}').does('make', '{n2}').does('facts', '{n2}')
    .back(1).line(`SITE UMASK ${random.pick(['077', '027', '037'])}`).back(0).put('{n3}', 5).does('facts', '{n3}').does('make', '{n4}').does('facts', '{n4}');
}

/** Everything that SITE HELP may name. */
function services(script: Script, { moves }: Making): void {
  script.type('I').put('{n1}', 5).line('SITE HELP');
  for (const command of moves.table.protocol.commands) if (command.verb.startsWith('SITE ') && command.verb !== 'SITE HELP') script.line(`${command.verb} ${(moves.template(command) ?? '').replaceAll('{file}', '{n1}')}`);
  script.does('facts', '{n1}').get('{n1}');
}

/** How far a transfer is that waits for its client. */
function progress(script: Script, { moves: { table } }: Making): void {
  if (!table.commands.has('STAT')) return;
  script.type('I').line('STAT').data().does('retrieve', '{large}').late().act('stall').line('STAT').act('receive').line('NOOP').get('{file}');
}

/** Names beyond ASCII, with the facts that speak of names. */
function charsets(script: Script): void {
  script.type('I').put('{n1}\xc3\xa9', 5).line('OPTS MLST type;charset;size;').does('facts', '{n1}\xc3\xa9').does('make', '{n2}').put('{n2}/{n3}\xe6\x97\xa5', 6).list('facts list', '{n2}').does('facts', '{n2}/{n3}\xe6\x97\xa5');
}
