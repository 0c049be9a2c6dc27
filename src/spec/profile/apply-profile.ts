import { firstReplies } from '../first-replies.ts';
import type { Protocol, Rule, State } from '../model.ts';
import type { ProfileSpec } from './profile.ts';

/**
 * The protocol that a profile leaves of its base: the rows of its verbs and of what happens by itself, without the conditions
 * that cannot arise, and of everything else what those rows still use. A verb that is out of scope is an unknown command.
 */
export function applyProfile(base: Protocol, profile: ProfileSpec): Protocol {
  const support = new Map(profile.verbs.map((one) => [one.verb, one.support]));
  const never = new Set(profile.conditions.map(({ name }) => name));
  const known = base.rules
    .map((rule) => ({ ...rule, on: rule.on.filter((on) => on.startsWith('[') || support.has(on)) }))
    .filter((rule) => rule.on.length > 0 && !never.has(rule.when));
  const states = statesIn(base, known);
  const rules = known.flatMap((rule) => narrowed(base, states, rule));
  const commands = base.commands.filter(({ verb }) => support.has(verb)).map((command) => ({ ...command, support: support.get(command.verb)! }));
  const triggers = new Set(rules.flatMap(({ on }) => on));
  const allowed = base.allowed.filter(({ verb }) => triggers.has(verb));
  const codes = new Set([...rules.flatMap(({ reply }) => reply.flat()), ...allowed.flatMap(({ listed, habits }) => [...listed, ...habits])]);
  const roles = new Set<string>(base.roles.map(({ rule }) => rule));
  const leftOut = new Set(profile.leftOut.map(({ name }) => name));
  const requirements = [...base.requirements.filter((one) => roles.has(one.id) || (!leftOut.has(one.id) && concerns(base, support, one.sentence))), ...profile.requirements];
  const ids = new Set([...rules, ...requirements].map(({ id }) => id));
  const verbs = new Set(base.commands.map(({ verb }) => verb));
  const possible = (line: string): boolean => { const verb = line.split(' ')[0]!; return support.has(verb) || !verbs.has(verb); };
  const examples = [...base.examples.filter((example) => example.shows.every((id) => ids.has(id)) && example.steps.every((step) => step.kind !== 'send' || possible(step.line))), ...profile.examples];
  const inUse = new Set([...rules, ...requirements, ...examples].map(({ chapter }) => chapter));
  const partial = {
    name: profile.name,
    chapters: [...base.chapters.filter(({ slug }) => inUse.has(slug)), { slug: profile.name, title: profile.title }],
    states,
    effects: base.effects.filter(({ name }) => states.some(({ entry }) => entry === name)),
    events: base.events.filter(({ name }) => triggers.has(name)),
    commands,
    arguments: base.arguments.filter(({ name }) => commands.some(({ argument }) => argument === name)),
    conditions: base.conditions.filter(({ phrase }) => rules.some(({ when }) => when === phrase)),
    rules,
    replies: base.replies.filter(({ code }) => codes.has(code)),
    allowed, texts: [], roles: base.roles, requirements, examples,
  };
  const sent = new Set(firstReplies(partial).flatMap(({ rule, code, trigger }) => [`${code} ${rule.id}`, `${code} ${trigger}`, `${code} any`]));
  return { ...partial, texts: base.texts.filter(({ code, to }) => sent.has(`${code} ${to}`)) };
}

/** The base's verbs that a requirement names, or the empty list. */
export function namedVerbs(base: Protocol, sentence: string): string[] {
  const words = new Set(sentence.match(/\b[A-Z]{3,4}\b/g) ?? []);
  return base.commands.map(({ verb }) => verb).filter((verb) => words.has(verb));
}

/** A requirement that names verbs is in scope with one of them; one that names none holds for all. */
function concerns(base: Protocol, support: ReadonlyMap<string, unknown>, sentence: string): boolean {
  const named = namedVerbs(base, sentence);
  return named.length === 0 || named.some((verb) => support.has(verb));
}

/** The states that some row can still lead to. A region of which only the first is left says nothing any more. */
function statesIn(base: Protocol, rules: readonly Rule[]): State[] {
  const regions = new Map(base.states.map(({ region }) => [region, base.states.filter((state) => state.region === region)]));
  const reached = new Set([...regions.values()].map(([first]) => first!.name));
  const possible = (rule: Rule): boolean => [...regions.values()].every((states) => {
    const named = states.filter(({ name }) => rule.in.includes(name));
    return named.length === 0 || named.some(({ name }) => reached.has(name));
  });
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const rule of rules) if (possible(rule)) for (const state of rule.next) reached.add(state);
  }
  return base.states.filter(({ name, region }) => reached.has(name) && regions.get(region)!.filter((other) => reached.has(other.name)).length > 1);
}

/** A row without the states that are gone; none when it held in those only. */
function narrowed(base: Protocol, states: readonly State[], rule: Rule): Rule[] {
  const left = new Set(states.map(({ name }) => name));
  const regionOf = new Map(base.states.map(({ name, region }) => [name, region]));
  const whole = new Set(states.map(({ region }) => region));
  const inside = rule.in.filter((name) => left.has(name));
  for (const name of rule.in) {
    const region = regionOf.get(name)!;
    // Where a region has gone altogether its first state always holds.
    const holds = whole.has(region) ? inside.some((state) => regionOf.get(state) === region) : rule.in.includes(base.states.find((state) => state.region === region)!.name);
    if (!holds) return [];
  }
  return [{ ...rule, in: inside, next: rule.next.filter((name) => left.has(name)) }];
}
