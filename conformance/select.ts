import { FtpspecError } from '../src/ftpspec-error.ts';
import type { Table } from '../src/machine/table.ts';
import { checkLevel } from './check-level.ts';
import type { Check } from './check.ts';
import { didYouMean } from '../src/spec/near-misses.ts';

export const LEVELS = ['MUST', 'SHOULD', 'MAY'] as const;

/** What to run. An empty list asks nothing; several names in one list are alternatives, several lists must all agree. */
export interface Selection {
  /** Chapter slugs. */
  readonly chapters: readonly string[];
  /** Beginnings of check ids. */
  readonly checks: readonly string[];
  /** Rule and requirement ids that a check cites, in any case. */
  readonly rules: readonly string[];
  /** Verbs that a check is about, in any case. */
  readonly verbs: readonly string[];
  /** Checks of this level or a stricter one; null takes all. */
  readonly level: (typeof LEVELS)[number] | null;
  /** Beginnings of check ids to leave out. */
  readonly skip: readonly string[];
}

/** What a selection looks at: checks of servers and of clients have it. */
type Selectable = Pick<Check, 'id' | 'chapter' | 'rules' | 'verbs'>;

export const EVERYTHING: Selection = { chapters: [], checks: [], rules: [], verbs: [], level: null, skip: [] };

/**
 * The checks that a selection names, in their order.
 * @throws FtpspecError `UNKNOWN_NAME` for a name that nothing has, with the nearest ones; `NOTHING_SELECTED` when the parts exclude each other
 */
export function select<C extends Selectable>(checks: readonly C[], table: Table, selection: Selection): C[] {
  const { protocol } = table;
  const chapters = selection.chapters.map((name) => chapterOf(table, checks, name));
  const rules = selection.rules.map((name) => ruleOf(table, name));
  const verbs = selection.verbs.map((name) => verbOf(table, name));
  for (const name of [...selection.checks, ...selection.skip]) beginsOne(checks, name);
  const strictest = LEVELS.slice(0, LEVELS.indexOf(selection.level ?? 'MAY') + 1);
  const chosen = checks.filter((check) => (
    asks(chapters, (name) => check.chapter === name)
    && asks(selection.checks, (name) => check.id.startsWith(name))
    && asks(rules, (name) => check.rules.includes(name))
    && asks(verbs, (name) => check.verbs.some((verb) => table.canonical(verb) === name || verb === name))
    && strictest.includes(checkLevel(protocol, check))
    && !selection.skip.some((name) => check.id.startsWith(name))
  ));
  if (chosen.length > 0) return chosen;
  throw new FtpspecError('NOTHING_SELECTED', `no check is left by ${describe(selection)}`, { hint: why(checks, table, rules) });
}

function asks(names: readonly string[], fits: (name: string) => boolean): boolean {
  return names.length === 0 || names.some(fits);
}

function chapterOf(table: Table, checks: readonly Selectable[], name: string): string {
  const slugs = [...new Set([...table.protocol.chapters.map(({ slug }) => slug), ...checks.map(({ chapter }) => chapter)])];
  return slugs.find((slug) => slug === name.toLowerCase()) ?? unknown('chapter', name, slugs, `Chapters are ${slugs.join(', ')}.`);
}

function ruleOf(table: Table, name: string): string {
  const ids = [...table.rules.keys(), ...table.protocol.requirements.map(({ id }) => id)];
  const wanted = name.toUpperCase();
  return ids.find((id) => id === wanted) ?? unknown('rule or requirement', name, ids, 'Ids look like FTP-ACC-3; `ftpspec check --list` shows the checks.');
}

function verbOf(table: Table, name: string): string {
  const verb = name.toUpperCase();
  if (!table.commands.has(verb)) unknown('command', name, table.commands.keys(), `Commands are ${[...table.commands.keys()].join(' ')}.`);
  return table.canonical(verb);
}

function beginsOne(checks: readonly Selectable[], name: string): void {
  if (name === '' || !checks.some(({ id }) => id.startsWith(name))) unknown('check', name, checks.map(({ id }) => id), '`ftpspec check --list` shows all ids; the beginning of one is enough.');
}

function unknown(what: string, name: string, names: Iterable<string>, otherwise: string): never {
  throw new FtpspecError('UNKNOWN_NAME', `no ${what} is called "${name}"`, { hint: didYouMean(name, names) ?? otherwise });
}

function describe(selection: Selection): string {
  const lists = Object.entries({ '--chapter': selection.chapters, '--check': selection.checks, '--rule': selection.rules, '--verb': selection.verbs, '--level': selection.level === null ? [] : [selection.level], '--skip': selection.skip });
  const parts = lists.flatMap(([option, names]) => names.map((name) => `${option} ${name}`));
  return parts.length === 0 ? 'an empty suite' : parts.join(' ');
}

/** A rule that no check cites is the likeliest reason. */
function why(checks: readonly Selectable[], table: Table, rules: readonly string[]): string {
  const uncited = rules.filter((rule) => !checks.some((check) => check.rules.includes(rule)));
  if (uncited.length === 0) return 'Different options must all agree; the same option given twice means either.';
  return uncited.map((rule) => {
    const untested = table.protocol.requirements.find(({ id }) => id === rule)?.untested ?? null;
    return `No check cites ${rule}${untested === null ? '.' : `: ${untested}.`}`;
  }).join(' ');
}
