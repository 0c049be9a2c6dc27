import { fileAct } from '../oracle/file-acts.ts';
import type { Step } from '../scenario.ts';
import type { Making } from './making.ts';
import type { Move, Moves } from './moves.ts';
import { Script } from './script.ts';
import { hasTls } from './tls.ts';

/** One short session of the tour. */
export type Errand = (script: Script, making: Making) => unknown;

/** Lines that are no commands of any protocol. */
const NO_COMMANDS = ['XYZZY', 'XYZZY {n5}', 'X', '1234', `NOOP ${'x'.repeat(600)}`];

const known = new WeakMap<Moves, readonly Errand[]>();

/**
 * Every command with every kind of argument that the rows tell apart, in every place where a session may stand: before the login, in it, behind
 * it, under TLS, with something pending. Between them the session looks whether it is where it was.
 */
export function errands(making: Making): readonly Errand[] {
  let list = known.get(making.moves);
  if (list === undefined) known.set(making.moves, (list = [...behindTheLogin(making), ...beforeTheLogin(making), ...inTheLogin(making), ...pending(making), ...between(making), ...underTls(making)]));
  return list;
}

export function tour(making: Making): Step[] {
  const script = new Script(making);
  making.deck.deal(errands(making))(script, making);
  return script.steps;
}

function behindTheLogin({ moves, inside }: Making): Errand[] {
  const all = moves.from(inside).filter(({ verb }) => verb !== 'QUIT');
  // What chooses the representation would hide that another command has changed it.
  const stays = ({ verb, to }: Move): boolean => to === inside && fileAct(moves.table.canonical(verb)) !== 'type';
  const moving = all.filter((move) => !stays(move));
  return [
    ...groups(all.filter(stays), 6).map((group): Errand => (script) => {
      settled(script).does('enter', '{n1}').put('{n5}', 9).does('make', '{n6}');
      for (const move of group) { sent(script, moves, move, '../'); script.does('where').does('size', '{n5}'); }
      looks(script, '../').list('names');
    }),
    ...NO_COMMANDS.map((line): Errand => (script) => {
      settled(script).does('enter', '{n1}').put('{n5}', 9).line(line);
      looks(script, '../').does('rename from', '{n5}').line(line).does('rename to', '{n7}').does('size', '{n7}').list('names');
    }),
    // The login directory: where a second login leads is known there.
    ...moving.map((move): Errand => (script) => {
      settled(script).put('{n5}', 9).does('make', '{n6}');
      sent(script, moves, move, '');
      looks(script, '');
      if (moves.access(move.to) !== moves.access(inside)) looks(script.enter(), '');
    }),
  ];
}

function beforeTheLogin({ moves }: Making): Errand[] {
  return groups(moves.from(moves.start).filter(({ verb }) => verb !== 'QUIT'), 10).map((group): Errand => (script) => {
    for (const move of group) sent(script, moves, move, '');
    script.enter().does('where');
  });
}

/** Between the commands of the login. */
function inTheLogin({ moves, inside }: Making): Errand[] {
  const entrance = moves.entrance();
  return entrance.slice(1).flatMap((_, at) => {
    const before = entrance.slice(0, at + 1);
    return groups(moves.from(inside).filter(({ verb }) => verb !== 'QUIT'), 5).map((group): Errand => (script) => {
      for (const move of group) {
        for (const one of before) script.line(`${one.verb} ${one.template}`.trimEnd());
        sent(script, moves, move, '');
      }
      script.line(`${entrance[at + 1]!.verb} ${entrance[at + 1]!.template}`.trimEnd()).does('where').enter().does('where');
    });
  });
}

/** Between two commands that belong together. */
function pending({ moves, inside }: Making): Errand[] {
  const commands = moves.from(inside).filter(({ verb, to, row }) => verb !== 'QUIT' && to === inside && row.rule.when === 'otherwise');
  return groups(commands, 2).map((group): Errand => (script) => {
    script.enter().type('I');
    for (const [at, move] of group.entries()) {
      script.put(`{n${at + 1}}`, 7).does('rename from', `{n${at + 1}}`);
      sent(script, moves, move, '');
      script.does('rename to', `{n${at + 11}}`).does('size', `{n${at + 1}}`).does('size', `{n${at + 11}}`);
    }
  });
}

/** What the rows say of no other place than one between two commands that belong together, with every kind of argument. */
function between({ moves, inside }: Making): Errand[] {
  const { table } = moves;
  const around = new Set(moves.from(inside).map(({ row }) => row));
  const first = new Map(moves.from(inside).filter(({ to, row }) => to !== inside && moves.access(to) === moves.access(inside) && row.rule.reply.at(-1)![0]! < 400 && row.rule.reply[0]![0]! >= 300).map((move) => [table.canonical(move.verb), move]));
  const own = ({ to }: Move): readonly Move[] => moves.from(to).filter(({ row, verb }) => !around.has(row) && table.canonical(verb) === verb);
  return [...first.values()].filter((before) => own(before).length > 0).map((before): Errand => (script) => {
    settled(script).put('{n5}', 9).does('make', '{n6}');
    for (const move of own(before)) {
      sent(script, moves, before, '');
      sent(script, moves, move, '');
      if (fileAct(table.canonical(move.verb)) === 'rename to') script.does('rename from', '{n7}').does('rename to', '{n5}');
    }
    looks(script, '');
  });
}

function underTls(making: Making): Errand[] {
  if (!hasTls(making)) return [];
  const { moves } = making;
  const commands = moves.table.protocol.commands.filter(({ verb, aliasOf }) => aliasOf === null && moves.table.rows(verb).some(({ rule }) => /security/.test(rule.chapter)));
  return commands.flatMap((command) => moves.wordings(command).flatMap((wording): Errand[] => {
    const line = `${command.verb} ${wording}`.trimEnd();
    const protect = (script: Script): Script => script.line('AUTH TLS').secure();
    return [
      (script) => protect(script).line(line).secure().does('where').enter().get('{file}'),
      (script) => protect(script).enter().line(line).secure().does('where').get('{file}').line('PBSZ 0').line(line).secure().get('{file}').line('PROT P').line(line).secure().get('{file}').list('names').does('where'),
    ];
  }));
}

/** A session whose every state can be seen: a directory of its own, and a representation that is not the one it began with. */
function settled(script: Script): Script { return script.enter().type('I').does('make', '{n1}'); }

/** Sends what a move says, with the data connection that belongs to it; files that are not one's own lie behind `way`. */
function sent(script: Script, moves: Moves, move: Move, way: string): void {
  const act = fileAct(moves.table.canonical(move.verb));
  const template = move.row.rule.when === 'otherwise' ? ordinary(act, move.template, way) : move.template.replace(/\{(file|directory|full-directory|large)\}/, (whole) => `${way}${whole}`);
  const line = template === '' ? move.verb : `${move.verb} ${template}`;
  if (!moves.begins(move)) script.line(line);
  else if (act === 'store' || act === 'append' || act === 'store unique') script.data().line(line).late().upload(5);
  else script.data().line(line).late().act('receive');
  if (move.verb === 'AUTH') script.secure();
}

/** A path of which nothing speaks against the command, in a session that `settled` began. */
function ordinary(act: ReturnType<typeof fileAct>, template: string, way: string): string {
  switch (act) {
    case 'delete': case 'rename from': case 'store': case 'append': case 'retrieve': case 'size': case 'time': case 'facts': return '{n5}';
    case 'unmake': case 'list': case 'names': case 'facts list': case 'status': return template === '' ? '' : '{n6}';
    case 'make': case 'rename to': return '{n7}';
    case 'enter': return '.';
    default: return template.replace(/\{(file|directory|full-directory|large)\}/, (whole) => `${way}${whole}`).replaceAll('{missing}', '{n5}').replaceAll('{new}', '{n8}');
  }
}

function looks(script: Script, way: string): Script { return script.does('where').does('size', '{n5}').does('facts', '{n5}').get(`${way}{file}`); }

function groups<T>(entries: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(entries.length / size) }, (_, at) => entries.slice(at * size, (at + 1) * size));
}
