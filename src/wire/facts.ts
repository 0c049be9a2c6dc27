export { formatTimeVal, parseTimeVal } from './time-val.ts';

/** RFC 3659 §2.1: SCHAR is RCHAR or `=`. */
const RCHARS = String.raw`[A-Za-z0-9,.:!@#$%^&()\-_+?/\\'"]`;
const FACT_NAME = new RegExp(`^${RCHARS}+$`);
const VALUE = new RegExp(`^(?:${RCHARS}|=)*$`);
const STANDARD = new Set(['size', 'modify', 'create', 'type', 'unique', 'perm', 'lang', 'media-type', 'charset']);

/** An MLSx entry, or why the line is none. */
export type FactsLine =
  | {
      readonly kind: 'entry';
      /** Values by lower-cased fact name, in the order sent. */
      readonly facts: ReadonlyMap<string, string>;
      readonly name: string;
      /** Lower-cased names that are neither standard facts nor of the form `OS.fact` or `X.fact` (RFC 3659 §7.2). */
      readonly unlisted: readonly string[];
    }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * An MLSx entry, `Type=file;Size=1; name`, without its end (RFC 3659 §7.2). Facts that are null, or whose value the
 * grammar cannot express, are left out. LF and NUL in the name become `?` (§2.2 lets names be converted).
 */
export function formatFacts(facts: Readonly<Record<string, string | number | null>>, name: string): string {
  const told = Object.entries(facts).filter(([fact, value]) => value !== null && FACT_NAME.test(fact) && VALUE.test(String(value)));
  return `${told.map(([fact, value]) => `${fact}=${value};`).join('')} ${name.replace(/[\n\0]/g, '?')}`;
}

/** Reads an MLSx entry strictly by the grammar of RFC 3659 §7.2, given without its end and MLST's leading space. */
export function parseFacts(line: string): FactsLine {
  const space = line.indexOf(' ');
  if (space === -1) return malformed('no space between the facts and the name');
  const name = line.slice(space + 1);
  if (name === '') return malformed('no name after the facts');
  if (/[\n\0]/.test(name)) return malformed('a line end or a NUL in the name');
  const facts = new Map<string, string>();
  if (space > 0 && line.charAt(space - 1) !== ';') return malformed('no semicolon after the last fact');
  for (const fact of space === 0 ? [] : line.slice(0, space - 1).split(';')) {
    const equals = fact.indexOf('=');
    const key = fact.slice(0, Math.max(0, equals)).toLowerCase();
    const value = fact.slice(equals + 1);
    if (equals === -1) return malformed(`no "=" in the fact ${JSON.stringify(fact)}`);
    if (!FACT_NAME.test(key)) return malformed(`${JSON.stringify(key)} cannot name a fact`);
    if (!VALUE.test(value)) return malformed(`the value of ${key} has a character that the grammar forbids`);
    if (facts.has(key)) return malformed(`the fact ${key} is given twice`);
    facts.set(key, value);
  }
  const unlisted = [...facts.keys()].filter((key) => !STANDARD.has(key) && !/^[^.]+\../.test(key));
  return { kind: 'entry', facts, name, unlisted };
}

function malformed(reason: string): FactsLine {
  return { kind: 'malformed', reason };
}
