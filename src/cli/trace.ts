import { ftpTable, catalog } from '../../conformance/catalog.ts';
import { clientChecks } from '../../conformance/client/client-suite.ts';
import { profileOf } from '../../conformance/client/profiles.ts';
import { censuses } from '../generated/census.ts';
import type { CensusEntry } from '../spec/census/census.ts';

/** What holds a clause, and what shows it. */
export interface TracedClause {
  /** `RFC 959 §4.1.1`. */
  readonly clause: string;
  readonly sentences: number;
  /** Ids of rules and requirements. */
  readonly rules: readonly string[];
  readonly checks: readonly string[];
  /** Why sentences are held by no rule: each reason once, with its text. */
  readonly reasons: readonly string[];
}

export interface TracedCheck { readonly id: string; readonly rules: readonly string[]; readonly clauses: readonly string[] }

/** One line of an index: of a command, a reply code or a state. */
export interface TracedName { readonly name: string; readonly rules: readonly string[]; readonly checks: readonly string[]; readonly clauses: readonly string[] }

/** The traceability of FTP both ways: clause → rules → checks, check → rules → clauses, and three indexes of them. */
export interface Trace {
  readonly clauses: readonly TracedClause[];
  readonly checks: readonly TracedCheck[];
  readonly commands: readonly TracedName[];
  readonly replies: readonly TracedName[];
  readonly states: readonly TracedName[];
}

/** Follows every sentence of the census to the checks, and back. */
export function trace(): Trace {
  const { protocol } = ftpTable;
  const all = [...catalog(), ...clientChecks(profileOf('ftp'))];
  const checksOf = lists(all.flatMap(({ id, rules }) => rules.map((rule) => [rule, id] as const)));
  const clauses = censuses.flatMap(({ document, sections }) => sections.filter(({ entries }) => entries.length > 0).map((section): TracedClause => {
    const rules = unique(section.entries.flatMap((entry) => entry.rules));
    return { clause: `${document} ${section.clause}`, sentences: section.entries.length, rules, checks: unique(rules.flatMap(checksOf)), reasons: unique(section.entries.flatMap(reasonsOf)) };
  }));
  const clausesOf = lists(clauses.flatMap(({ clause, rules }) => rules.map((rule) => [rule, clause] as const)));
  const named = (name: string, rules: readonly string[], checks: readonly string[] = []): TracedName =>
    ({ name, rules, checks: unique([...rules.flatMap(checksOf), ...checks]), clauses: unique(rules.flatMap(clausesOf)) });
  const rows = (fits: (rule: (typeof protocol.rules)[number]) => boolean): string[] => protocol.rules.filter(fits).map(({ id }) => id);
  return {
    clauses,
    checks: all.map(({ id, rules }) => ({ id, rules, clauses: unique(rules.flatMap(clausesOf)) })),
    commands: protocol.commands.map(({ verb }) => named(verb, rows(({ on }) => on.includes(verb)), all.filter(({ verbs }) => verbs.includes(verb)).map(({ id }) => id))),
    replies: protocol.replies.map(({ code }) => named(String(code), rows(({ reply }) => reply.some((codes) => codes.includes(code))))),
    states: protocol.states.map(({ name }) => named(name, rows((rule) => rule.in.includes(name) || rule.next.includes(name)))),
  };
}

/** Each reason of a sentence as the census words it. */
function reasonsOf(entry: CensusEntry): string[] {
  return [
    ...entry.reasons.map(({ kind, text }) => (kind === 'other' ? text ?? '' : [kind, text].filter((part) => part !== null).join(': '))),
    ...entry.decisions.map((decision) => `decision: ${decision}`),
  ];
}

/** What is listed under each key, in order. */
function lists(pairs: readonly (readonly [string, string])[]): (key: string) => readonly string[] {
  const found = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    const values = found.get(key);
    if (values === undefined) found.set(key, [value]);
    else values.push(value);
  }
  return (key) => found.get(key) ?? [];
}

const unique = (words: readonly string[]): string[] => [...new Set(words)];
