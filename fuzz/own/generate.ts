import { changesFiles, fileAct } from '../oracle/file-acts.ts';
import type { Making } from '../generate/making.ts';
import type { Step } from '../scenario.ts';
import type { Wire } from './wire.ts';

const SIZES = [0, 1, 6, 100, 511, 4096, 8192, 20_000, 65_536, 70_001];

/** Names and shares of the generators for wires of one's own. */
export const OWN_GENERATORS: readonly { readonly name: string; readonly share: number; readonly make: (making: Making, wire: Wire) => Step[] }[] = [
  { name: 'stories', share: 40, make: (making, wire) => life(making, wire, 0) },
  { name: 'near-valid', share: 25, make: nearValid },
  { name: 'bytes', share: 12, make: oddBytes },
  { name: 'data', share: 13, make: broken },
  { name: 'interleaved', share: 10, make: interleaved },
];

/** What a user does with files. */
function life(making: Making, wire: Wire, session: number): Step[] {
  const { random, values } = making;
  const steps: Step[] = [];
  const say = (line: string): void => {
    if (wire.once || steps.length === 0) steps.push({ act: 'open', session: wire.once ? session * 10 + Math.min(9, steps.length) : session });
    steps.push({ act: 'send', session: steps.findLast(({ act }) => act === 'open')!.session, lines: [line], wait: true });
  };
  const does = (act: 'retrieve' | 'store' | 'delete', name: string): void => {
    const verb = verbOf(making, act);
    if (verb === null) return;
    say(`${verb} ${name}`);
    if (act === 'store') steps.push({ act: 'upload', session, size: random.pick(SIZES), text: random.chance(0.3), ending: 'end' });
  };
  const name = random.chance(0.3) ? values.name(making.deck) : '{n1}';
  const ways = [
    () => { does('store', name); does('retrieve', name); }, () => { does('retrieve', '{file}'); does('retrieve', '{missing}'); }, () => { does('store', '{n2}'); does('store', '{n2}'); does('retrieve', '{n2}'); },
    () => { does('store', '{n3}'); does('delete', '{n3}'); does('retrieve', '{n3}'); does('delete', '{n3}'); }, () => does('retrieve', '{directory}'), () => { does('store', '{n4}'); does('retrieve', './{n4}'); },
    () => say(random.pick(plainVerbs(making))),
  ];
  for (let at = random.between(1, wire.once ? 3 : 5); at > 0; at--) random.pick(ways)();
  if (!wire.once && random.chance(0.3)) for (const verb of ['LIST', 'ls']) if (making.moves.table.commands.has(verb)) say(verb);
  return steps.length === 0 ? [{ act: 'open', session }] : steps;
}

/** Arguments that nearly fit. */
function nearValid(making: Making, wire: Wire): Step[] {
  const { random, values, moves } = making;
  const steps: Step[] = [{ act: 'open', session: 0 }];
  for (let at = wire.once ? 1 : random.between(1, 5); at > 0; at--) {
    const command = random.pick(moves.table.protocol.commands);
    if (wire.openListing && command.verb === 'ls') continue;
    const line = !wire.once && random.chance(0.15) ? 'XYZZY' : `${command.verb} ${command.argument === 'nothing' ? '' : values.near(command.argument, random)}`.trimEnd();
    // A word that nothing ends may be the beginning of a longer one.
    if (wire.openListing && command.argument !== 'nothing' && !line.includes(' ')) continue;
    steps.push({ act: 'send', session: 0, lines: [line], wait: true });
    if (verbOf(making, 'store') === command.verb) steps.push({ act: 'upload', session: 0, size: random.pick(SIZES), text: false, ending: 'end' });
  }
  return [...steps, ...life(making, wire, 1)];
}

/** Bytes in odd pieces, or that are nothing; then somebody else is served. */
function oddBytes(making: Making, wire: Wire): Step[] {
  const { random, values, moves } = making;
  const command = random.pick(moves.table.protocol.commands);
  const whole = wire.format(command.verb, command.argument === 'nothing' ? '' : random.pick([changesFiles(fileAct(command.verb)) ? '{n5}' : '{file}', '{missing}', 'x'.repeat(random.pick([10, 300, 5000])), values.any()])).toString('latin1');
  const at = random.between(0, whole.length);
  const pieces = random.pick([[whole], whole.split('').slice(0, 400), [whole.slice(0, at), whole.slice(at)], [whole.repeat(3)], [`${values.any()}\r\n`], [whole.slice(0, at)], ['\0'.repeat(20)], ['\xff'.repeat(20)], ['A'.repeat(70_000)], ['\n\n\r\n']]).filter((piece) => piece !== '');
  return [{ act: 'open', session: 0 }, ...(pieces.length === 0 ? [] : [{ act: 'bytes', session: 0, pieces } as const]), { act: random.pick(['end', 'drop'] as const), session: 0 }, ...life(making, wire, 1)];
}

/** Transfers that break off. */
function broken(making: Making, wire: Wire): Step[] {
  const { random } = making;
  const [get, put] = [verbOf(making, 'retrieve'), verbOf(making, 'store')];
  const ending = random.pick(['end', 'drop', 'reset', 'close'] as const);
  const steps: Step[] = [{ act: 'open', session: 0 }];
  if (put !== null && random.chance(0.5)) steps.push({ act: 'send', session: 0, lines: [`${put} {n1}`], wait: true }, { act: 'upload', session: 0, size: 20_000, text: false, ending: random.pick(['reset', 'open'] as const) });
  else steps.push({ act: 'send', session: 0, lines: [`${get ?? ''} {large}`], wait: false });
  steps.push({ act: ending, session: 0 }, { act: 'drop', session: 0 }, ...life(making, wire, 1));
  return steps;
}

function interleaved(making: Making, wire: Wire): Step[] {
  const { random } = making;
  const lives = [life(making, wire, 0), life(making, wire, 1), life(making, wire, 2)].map((steps, at) => steps.map((step) => (step.act === 'send' ? { ...step, lines: step.lines.map((line) => line.replace(/\{n(\d)\}/g, `{n${at + 1}$1}`)) } : step)));
  const steps: Step[] = [];
  while (lives.some((life) => life.length > 0)) {
    const mine = random.pick(lives.filter((life) => life.length > 0));
    steps.push(mine.shift()!);
    // A body follows its command at once.
    while (mine[0]?.act === 'upload') steps.push(mine.shift()!);
  }
  return steps;
}

function verbOf({ moves: { table } }: Making, act: 'retrieve' | 'store' | 'delete'): string | null { return table.protocol.commands.find(({ verb }) => fileAct(verb) === act)?.verb ?? null; }

/** Commands without an argument that neither list nor end. */
function plainVerbs({ moves: { table } }: Making): string[] {
  const verbs = table.protocol.commands.filter(({ verb, argument }) => argument === 'nothing' && !/^(quit|ls|LIST|QUIT)$/.test(verb)).map(({ verb }) => verb);
  return verbs.length === 0 ? ['GET {file}'] : verbs;
}
