import { vocabulary } from '../../generated/vocabulary.ts';
import type { Allowed, Condition, Effect, HostEvent, Protocol, ReplyText } from '../model.ts';
import { firstReplies } from '../first-replies.ts';

/**
 * Adds what a protocol in one file need not say: the conditions, effects, events and arguments that it uses and does not
 * declare come from the vocabulary; the allowed replies of a verb are those of its rules; the text of a reply without one is what
 * its code means. The three ways in which a line can be no command are always there, so that the lints ask for their answers.
 */
export function completeFromVocabulary(protocol: Protocol): Protocol {
  const phrases = new Set([...protocol.rules.map(({ when }) => when), ...protocol.examples.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'send' ? step.facts : [])))]);
  const entries = new Set(protocol.states.map(({ entry }) => entry));
  const triggers = new Set(protocol.rules.flatMap(({ on }) => on));
  const kinds = new Set(protocol.commands.map(({ argument }) => argument));
  const complete: Protocol = {
    ...protocol,
    conditions: [...protocol.conditions, ...missing([...vocabulary.conditions, ...stubs(phrases, CONDITION)], protocol.conditions, (one) => one.phrase).filter(({ phrase }) => phrases.has(phrase))],
    effects: [...protocol.effects, ...missing([...vocabulary.effects, ...stubs(entries, EFFECT)], protocol.effects, (one) => one.name).filter(({ name }) => entries.has(name))],
    events: [...protocol.events, ...missing([...vocabulary.events, ...stubs(triggers, EVENT)], protocol.events, (one) => one.name).filter(({ name, from }) => from === 'line' || triggers.has(name))],
    arguments: [...protocol.arguments, ...missing(vocabulary.arguments, protocol.arguments, (one) => one.name).filter(({ name }) => kinds.has(name))],
  };
  return { ...complete, allowed: allowedIn(complete), texts: textsOf(complete) };
}

/** Adds what holds for every protocol of lines, after the lints: its requirements stand in another file. */
export function withStandingRequirements(protocol: Protocol): Protocol {
  return {
    ...protocol,
    chapters: [...protocol.chapters, ...vocabulary.chapters],
    requirements: [...protocol.requirements, ...vocabulary.requirements],
    roles: [...protocol.roles, ...missing(vocabulary.roles, protocol.roles, (one) => one.role)],
  };
}

/** What is in no vocabulary is declared too, so that only one lint tells of it: the one that knows the nearest words. */
function stubs<T>(words: Iterable<string | null>, stub: (word: string) => T | null): T[] {
  return [...words].flatMap((word) => (word === null || word === '' ? [] : stub(word) ?? []));
}

const CONDITION = (phrase: string): Condition | null => (phrase === 'otherwise' || vocabulary.conditions.some((one) => one.phrase === phrase) ? null : { phrase, kind: 'session', meaning: '', sends: null, recipe: '' });
const EFFECT = (name: string): Effect | null => (vocabulary.effects.some((one) => one.name === name) ? null : { name, meaning: '' });
const EVENT = (name: string): HostEvent | null => (!name.startsWith('[') || vocabulary.events.some((one) => one.name === name) ? null : { name, from: 'host', meaning: '' });

/** Copies, because a definition has one place and belongs to one specification. */
function missing<T extends object>(all: readonly T[], declared: readonly T[], nameOf: (one: T) => string): T[] {
  const known = new Set(declared.map(nameOf));
  return all.filter((one) => !known.has(nameOf(one))).map((one) => ({ ...one }));
}

function allowedIn(protocol: Protocol): Allowed[] {
  const declared = new Set(protocol.allowed.map(({ verb }) => verb));
  const lines = protocol.events.filter(({ from }) => from === 'line').map(({ name }: HostEvent) => name);
  const codes = (triggers: readonly string[]): number[] => [...new Set(protocol.rules.filter(({ on }) => on.some((one) => triggers.includes(one))).flatMap(({ reply }) => reply.flat()))].sort((a, b) => a - b);
  const verbs = [...protocol.commands.filter(({ aliasOf }) => aliasOf === null).map(({ verb }) => verb), ...protocol.events.map(({ name }) => name)];
  // From outside nobody can tell an unknown command from a malformed line.
  const own = verbs.filter((verb) => !declared.has(verb)).map((verb) => ({ verb, listed: codes(lines.includes(verb) ? lines : [verb]), habits: [], source: 'its rules' }));
  return [...protocol.allowed, ...own];
}

function textsOf(protocol: Protocol): ReplyText[] {
  const written = new Set(protocol.texts.map(({ code, to }) => `${code} ${to}`));
  const silent = firstReplies(protocol).filter(({ rule, trigger, code }) => ![rule.id, trigger, 'any'].some((to) => written.has(`${code} ${to}`)));
  const texts = [...new Set(silent.map(({ code }) => code))].flatMap((code) => {
    const meaning = protocol.replies.find((reply) => reply.code === code)?.meaning;
    return meaning === undefined ? [] : [{ code, to: 'any', lines: [meaning] }];
  });
  return [...protocol.texts, ...texts];
}
