import { parseTimeVal } from '../../wire/facts.ts';
import type { FactChanges } from '../store/change-facts.ts';
import type { Asked, Conditions } from '../session-state.ts';

/** A mode of a Unix file: nobody is given more than reading, writing and executing. */
const MODE = /^0?[0-7]{3}$/;

/** What the rules ask about changing facts of files. */
export const factConditions: Conditions = {
  'value impossible': (_, asked) => factsNamed(asked).some(([fact, value]) => (fact === 'unix.mode' ? !MODE.test(value) : isTime(fact) && parseTimeVal(value) === null)),
  'fact unchangeable': (_, asked) => factsNamed(asked).some(([fact]) => fact !== 'unix.mode' && !isTime(fact)),
  'nothing there to change': async (_, asked) => {
    asked.problem = 'no such file or directory';
    return (await asked.entry()) === null;
  },
  'creation time fixed': () => false,
  'cannot be changed': async (session, asked) => {
    const changed = await session.store.changeFacts(asked.path!, changesOf(factsNamed(asked)));
    if (!changed.ok) asked.problem = changed.detail;
    return !changed.ok;
  },
};

/** The facts that MFMT, MFCT or MFF names, in small letters, with their values. */
export function factsNamed({ on, argument }: Pick<Asked, 'on' | 'argument'>): [fact: string, value: string][] {
  const said = argument.slice(0, argument.indexOf(' '));
  if (on !== 'MFF') return [[on === 'MFMT' ? 'modify' : 'create', said]];
  return said.split(';').slice(0, -1).map((pair) => [pair.slice(0, pair.indexOf('=')).toLowerCase(), pair.slice(pair.indexOf('=') + 1)]);
}

function isTime(fact: string): boolean { return fact === 'modify' || fact === 'create'; }

function changesOf(facts: readonly [string, string][]): FactChanges {
  const value = new Map(facts);
  const time = (fact: string): Date | null => (value.has(fact) ? parseTimeVal(value.get(fact)!) : null);
  const mode = value.get('unix.mode');
  return { modified: time('modify'), created: time('create'), mode: mode === undefined ? null : Number.parseInt(mode, 8) };
}
