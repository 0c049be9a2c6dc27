import { vocabulary } from '../../generated/vocabulary.ts';
import type { Lint } from '../lint.ts';
import { nearestPhrases } from './nearest-phrases.ts';
import type { Problem } from '../problem.ts';
import { VALUES } from './values.ts';

const CONDITIONS = new Map(vocabulary.conditions.map((one) => [one.phrase, one.kind]));
const EFFECTS = vocabulary.effects.map(({ name }) => name);
const EVENTS = new Map(vocabulary.events.map((one) => [one.name, one.from]));
const READ_MORE = 'spec/vocabulary.md has them all';

/** What the program has to carry out is said in the words of the vocabulary; for any other word the nearest are named. */
export const unknownPhrases: Lint = (protocol, margin) => {
  const problems: Problem[] = [];
  const unknown = (definition: object, what: string, word: string, known: Iterable<string>): void => {
    problems.push({ place: margin.place(definition), problem: `${what} \`${word}\` is not in the vocabulary. ${nearestPhrases(word, known) ?? `Nothing there is like it: ${READ_MORE}`}` });
  };
  for (const rule of protocol.rules) if (rule.when !== 'otherwise' && !CONDITIONS.has(rule.when)) unknown(rule, 'the condition', rule.when, [...CONDITIONS.keys(), 'otherwise']);
  for (const condition of protocol.conditions) {
    const kind = CONDITIONS.get(condition.phrase);
    if (kind === undefined) unknown(condition, 'the condition', condition.phrase, CONDITIONS.keys());
    else if (kind !== condition.kind) problems.push({ place: margin.place(condition), problem: `the kind of \`${condition.phrase}\` is ${kind}, not ${condition.kind}` });
  }
  for (const state of protocol.states) if (state.entry !== null && !EFFECTS.includes(state.entry)) unknown(state, 'the effect', state.entry, EFFECTS);
  for (const effect of protocol.effects) if (!EFFECTS.includes(effect.name)) unknown(effect, 'the effect', effect.name, EFFECTS);
  for (const rule of protocol.rules) for (const event of rule.on) if (event.startsWith('[') && !EVENTS.has(event)) unknown(rule, 'the event', event, EVENTS.keys());
  for (const event of protocol.events) {
    const from = EVENTS.get(event.name);
    if (from === undefined) unknown(event, 'the event', event.name, EVENTS.keys());
    else if (from !== event.from) problems.push({ place: margin.place(event), problem: `\`${event.name}\` comes from ${from}, not from ${event.from}` });
  }
  for (const text of protocol.texts) {
    for (const [, value] of text.lines.join('\n').matchAll(/\{([a-z-]+)\}/g)) if (!VALUES.includes(value as never)) unknown(text, 'the value', value ?? '', VALUES);
  }
  return problems;
};
