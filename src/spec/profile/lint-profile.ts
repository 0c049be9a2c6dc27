import { lintProtocol } from '../lints.ts';
import { shown } from '../lints/shown.ts';
import { Margin } from '../margin.ts';
import type { Protocol } from '../model.ts';
import type { Problem } from '../problem.ts';
import { applyProfile, namedVerbs } from './apply-profile.ts';
import type { ProfileSpec } from './profile.ts';

/**
 * What is wrong with a profile beyond its form: names that the base does not have, what is left out twice, weights that do not
 * add up; and what is wrong with the protocol that it leaves.
 */
export function lintProfile(base: Protocol, profile: ProfileSpec): Problem[] {
  const problems: Problem[] = [];
  const report = (place: string, problem: string): void => { problems.push({ place, problem }); };
  const verbs = new Set(profile.verbs.map(({ verb }) => verb));
  for (const { verb, place } of profile.verbs) {
    const command = base.commands.find((one) => one.verb === verb);
    if (command === undefined) report(place, `${base.name} has no verb \`${verb}\``);
    else if (command.aliasOf !== null && !verbs.has(command.aliasOf)) report(place, `\`${verb}\` is an alias of \`${command.aliasOf}\`, which is out of scope`);
  }
  for (const { name, place } of profile.conditions) {
    if (!base.conditions.some(({ phrase }) => phrase === name)) report(place, `${base.name} has no condition \`${name}\``);
  }
  for (const { name, place } of profile.leftOut) {
    const requirement = base.requirements.find(({ id }) => id === name);
    if (requirement === undefined) { report(place, `${base.name} has no requirement \`${name}\``); continue; }
    const named = namedVerbs(base, requirement.sentence);
    if (named.length > 0 && !named.some((verb) => verbs.has(verb))) report(place, `${name} is out of scope already: all its verbs are`);
  }
  for (const [what, list] of [['verb', profile.verbs.map(({ verb, place }) => ({ name: verb, place }))], ['condition', profile.conditions], ['requirement', profile.leftOut], ['check', profile.taken.map(({ id, place }) => ({ name: id, place }))], ['stage', profile.stages.map(({ id, place }) => ({ name: id, place }))]] as const) {
    const seen = new Set<string>();
    for (const { name, place } of list) {
      if (seen.has(name)) report(place, `${what} \`${name}\` is there twice`);
      seen.add(name);
    }
  }
  problems.push(...weights(profile), ...inside(base, profile));
  return problems;
}

function weights(profile: ProfileSpec): Problem[] {
  const problems: Problem[] = [];
  const sum = (list: readonly { readonly weight: number }[]): number => list.reduce((total, { weight }) => total + weight, 0);
  const last = profile.stages.at(-1);
  if (last !== undefined && sum(profile.stages) !== 100) problems.push({ place: last.place, problem: `the stages add up to ${sum(profile.stages)} %, not 100 %` });
  for (const stage of profile.stages) {
    const parts = profile.parts.filter((part) => part.stage === stage.id);
    if (sum(parts) !== 100) problems.push({ place: parts.at(-1)?.place ?? stage.place, problem: `the parts of ${stage.id} add up to ${sum(parts)} %, not 100 %` });
  }
  for (const part of profile.parts) if (!profile.stages.some(({ id }) => id === part.stage)) problems.push({ place: part.place, problem: `there is no stage \`${part.stage}\`` });
  return problems;
}

/** The protocol that is left is held to the rules of every protocol; that each MUST row has an example is the base's business. */
function inside(base: Protocol, profile: ProfileSpec): Problem[] {
  const protocol = applyProfile(base, profile);
  const margin = new Margin();
  const places = new Map(profile.verbs.map(({ verb, place }) => [verb, place]));
  for (const command of protocol.commands) margin.note(command, places.get(command.verb) ?? profile.place);
  for (const list of [protocol.states, protocol.events, protocol.effects, protocol.arguments, protocol.conditions, protocol.replies, protocol.allowed, protocol.texts, protocol.roles]) {
    for (const definition of list) margin.note(definition, profile.place);
  }
  for (const definition of [...protocol.rules, ...protocol.requirements, ...protocol.examples]) margin.note(definition, definition.place);
  for (const { source } of [...protocol.rules, ...protocol.requirements, ...protocol.commands, ...protocol.replies, ...protocol.allowed]) {
    for (const [, anchor] of source.matchAll(/decisions\.md#([\w-]+)/g)) margin.decisions.add(anchor ?? '');
  }
  const elsewhere = new Set(shown(protocol, margin).map(({ place, problem }) => `${place} ${problem}`));
  const unknownShown = profile.examples.flatMap((example) => example.shows.filter((id) => ![...protocol.rules, ...protocol.requirements].some((one) => one.id === id))
    .map((id) => ({ place: example.place, problem: `example \`${example.id}\` shows an unknown rule ${id}` })));
  return [...lintProtocol(protocol, margin).filter(({ place, problem }) => !elsewhere.has(`${place} ${problem}`)), ...unknownShown];
}
