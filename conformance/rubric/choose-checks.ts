import type { Table } from '../../src/machine/table.ts';
import { checkLevel } from '../check-level.ts';
import type { Check } from '../check.ts';
import { didYouMean } from '../../src/spec/near-misses.ts';
import { LEVELS } from '../select.ts';

/** What an item, an override, a waiver or the scope says about checks. */
export interface Chooser {
  readonly chapters?: readonly string[] | undefined;
  readonly checks?: readonly string[] | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly verbs?: readonly string[] | undefined;
  readonly level?: (typeof LEVELS)[number] | undefined;
  readonly except?: readonly string[] | undefined;
}

/** Whether a name is what a pattern means: letter case aside, `*` for any characters. */
export function fitsPattern(pattern: string, name: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const text = name.toLowerCase();
  if (parts.length === 1) return text === parts[0];
  let at = parts[0]!.length;
  if (!text.startsWith(parts[0]!)) return false;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - parts.at(-1)!.length >= at && text.endsWith(parts.at(-1)!);
}

const some = (patterns: readonly string[] | undefined, names: readonly string[]): boolean => patterns === undefined || patterns.some((pattern) => names.some((name) => fitsPattern(pattern, name)));

/** Whether all that a chooser says holds of a check. */
export function chooses(chooser: Chooser, check: Check, table: Table): boolean {
  const strictest = LEVELS.slice(0, LEVELS.indexOf(chooser.level ?? 'MAY') + 1);
  return some(chooser.chapters, [check.chapter]) && some(chooser.checks, [check.id]) && some(chooser.rules, check.rules)
    && some(chooser.verbs, verbsOf(check, table)) && strictest.includes(checkLevel(table.protocol, check))
    && !(chooser.except ?? []).some((pattern) => fitsPattern(pattern, check.id));
}

/** A check about a command that is not in scope is out of scope; one about no command in particular stays. */
export function inScope(scope: Chooser, check: Check, table: Table): boolean {
  const { verbs, ...others } = scope;
  return chooses(others, check, table) && (verbs === undefined || check.verbs.every((verb) => some(verbs, [verb, table.canonical(verb)])));
}

/** Patterns that mean nothing that there is, by key, each with what may have been meant. */
export function strangers(chooser: Chooser, checks: readonly Check[], table: Table): { readonly key: string; readonly message: string }[] {
  const names = {
    chapters: [...new Set(checks.map(({ chapter }) => chapter))],
    checks: checks.map(({ id }) => id),
    rules: [...table.rules.keys(), ...table.protocol.requirements.map(({ id }) => id)],
    verbs: [...new Set([...table.commands.keys(), ...checks.flatMap((check) => verbsOf(check, table))])],
    except: checks.map(({ id }) => id),
  };
  return (Object.keys(names) as (keyof typeof names)[]).flatMap((key) => (chooser[key] ?? []).filter((pattern) => !names[key].some((name) => fitsPattern(pattern, name))).map((pattern) => (
    { key, message: `nothing in ${key === 'except' ? 'checks' : key} is called "${pattern}"${hint(pattern, names[key])}` }
  )));
}

function hint(pattern: string, names: readonly string[]): string {
  const meant = didYouMean(pattern.replaceAll('*', ''), names);
  return meant === null ? '' : `. ${meant}`;
}

function verbsOf(check: Check, table: Table): string[] {
  return [...new Set(check.verbs.flatMap((verb) => [verb, table.canonical(verb)]))];
}
