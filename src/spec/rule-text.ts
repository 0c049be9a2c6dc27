import type { Level, Protocol, Requirement, Rule } from './model.ts';

/** What the report says about a rule or requirement. */
export interface RuleText {
  readonly id: string;
  readonly level: Level;
  readonly sentence: string;
  readonly source: string;
}

/** Sentence, level and source of a rule or requirement; null for an id that the protocol does not have. */
export function ruleText(protocol: Protocol, id: string): RuleText | null {
  const one = withId(protocol, id);
  if (one === undefined) return null;
  return { id, level: one.level, sentence: 'sentence' in one ? one.sentence : composed(protocol, one), source: one.source };
}

const indices = new WeakMap<Protocol, ReadonlyMap<string, Requirement | Rule>>();

function withId(protocol: Protocol, id: string): Requirement | Rule | undefined {
  let index = indices.get(protocol);
  if (index === undefined) indices.set(protocol, (index = new Map([...protocol.rules, ...protocol.requirements].map((one) => [one.id, one]))));
  return index.get(id);
}

/**
 * A rule or requirement as one plain sentence: a requirement's own; for a rule row one made of its cells, as in
 * "In state awaitingPassword, PASS when password wrong is answered 530 and the session returns to awaitingUser."
 * Null for an unknown id.
 */
export function sentenceOf(protocol: Protocol, id: string): string | null {
  return ruleText(protocol, id)?.sentence ?? null;
}

/** Document and section of a rule or requirement. Null for an unknown id. */
export function sourceOf(protocol: Protocol, id: string): string | null {
  return ruleText(protocol, id)?.source ?? null;
}

function composed(protocol: Protocol, rule: Rule): string {
  const subject = [list(rule.on, 'or'), when(protocol, rule)].filter((part) => part !== '').join(' ');
  return `${where(protocol, rule)}, ${subject} ${answer(rule)}${after(protocol, rule)}.`;
}

function where(protocol: Protocol, rule: Rule): string {
  if (rule.in.length === 0) return 'In any state';
  const regions = [...new Set(rule.in.map((name) => regionOf(protocol, name)))];
  const together = regions.map((region) => list(rule.in.filter((name) => regionOf(protocol, name) === region), 'or'));
  return `In state${rule.in.length === 1 ? '' : 's'} ${list(together, 'and')}`;
}

/** Where no other row competes, `otherwise` says nothing. */
function when(protocol: Protocol, rule: Rule): string {
  if (rule.when !== 'otherwise') return rule.when === '' || rule.when === '–' ? '' : `when ${rule.when}`;
  const competes = protocol.rules.some((other) => other !== rule && other.on.some((verb) => rule.on.includes(verb)) && meets(other, rule));
  return competes ? 'in any other case' : '';
}

function meets(a: Rule, b: Rule): boolean {
  return a.in.length === 0 || b.in.length === 0 || a.in.some((name) => b.in.includes(name));
}

const VERBS = { MUST: 'is answered', SHOULD: 'should be answered', MAY: 'may be answered', HABIT: 'is by habit answered' } as const;

function answer(rule: Rule): string {
  if (rule.reply.length === 0) return rule.on.every((on) => on.startsWith('[')) ? 'sends no reply' : 'has one more consequence';
  return `${VERBS[rule.level]} ${rule.reply.map((codes) => list(codes.map(String), 'or')).join(', then ')}`;
}

/** The order of a region's states is the order of a session, so an earlier one is returned to. */
function after(protocol: Protocol, rule: Rule): string {
  if (rule.next.length === 0) return rule.reply.length === 0 ? '' : ' and no state changes';
  const order = protocol.states.map((state) => state.name);
  const moves = rule.next.map((name) => {
    const from = rule.in.filter((state) => regionOf(protocol, state) === regionOf(protocol, name));
    if (from.length > 0 && from.every((state) => state === name)) return `stays in ${name}`;
    const back = from.length > 0 && from.every((state) => order.indexOf(state) > order.indexOf(name));
    return `${back ? 'returns to' : 'enters'} ${name}`;
  });
  return ` and the session ${list(moves, 'and')}`;
}

function regionOf(protocol: Protocol, state: string): string {
  return protocol.states.find((one) => one.name === state)?.region ?? '';
}

function list(words: readonly string[], link: 'and' | 'or'): string {
  if (words.length < 3) return words.join(` ${link} `);
  return `${words.slice(0, -1).join(', ')} ${link} ${words.at(-1)}`;
}

/** The level of a rule or requirement; HABIT rows judge nothing and count as MAY. Unknown ids are MUST. */
export function levelOf(protocol: Protocol, id: string): 'MUST' | 'SHOULD' | 'MAY' {
  const level = withId(protocol, id)?.level ?? 'MUST';
  return level === 'HABIT' ? 'MAY' : level;
}
