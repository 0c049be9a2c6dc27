import { readFileSync } from 'node:fs';
import type { Protocol } from '../../src/spec/model.ts';

/** Why faulty servers are not found: by their id or what it begins with, by the phrase of the rule's condition. */
interface Reasons { readonly faults: Readonly<Record<string, string>>; readonly conditions: Readonly<Record<string, string>>; readonly otherwise: string }

/** Reads the reasons; the function gives that of a faulty server, the one with the longest beginning first. */
export function reasonsIn({ rules }: Protocol): (fault: string) => string {
  const known = JSON.parse(readFileSync(new URL('reasons.json', import.meta.url), 'utf8')) as Reasons;
  return (fault) => {
    const [best] = Object.keys(known.faults).filter((start) => fault.startsWith(start)).toSorted((a, b) => b.length - a.length);
    if (best !== undefined) return known.faults[best]!;
    const id = /^rules\/(\w+-\w+-\d+)-/.exec(fault)?.[1];
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) return known.otherwise;
    return known.conditions[rule.when] ?? rule.on.map((on) => known.conditions[on]).find((reason) => reason !== undefined) ?? known.otherwise;
  };
}
