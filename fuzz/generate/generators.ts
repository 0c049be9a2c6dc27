import { OWN_GENERATORS } from '../own/generate.ts';
import { wireOf } from '../own/wires.ts';
import type { Scenario, Step } from '../scenario.ts';
import { BYTE_WAYS, oddBytes } from './bytes.ts';
import { DATA_WAYS, dataConnections } from './data.ts';
import { FORM_WAYS, forms, hasForms } from './forms.ts';
import { interleaved } from './interleaved.ts';
import type { Making } from './making.ts';
import { nearValid } from './near-valid.ts';
import { EPISODES, stories } from './stories.ts';
import { pipelined } from './pipelined.ts';
import { errands, tour } from './tour.ts';
import { TLS_WAYS, hasTls, tlsSessions } from './tls.ts';
import { freshMade, Walk } from './walk.ts';

/**
 * The generators with the shares that they have of a campaign. `first`: what they have a list of comes early, so that a campaign has sent
 * something of everything before it repeats itself; each entry that was not dealt yet is worth so much more.
 */
const GENERATORS: readonly { readonly name: string; readonly share: number; readonly first?: { readonly of: (making: Making) => readonly unknown[]; readonly worth: number }; readonly make: (making: Making) => Step[]; readonly fits?: (making: Making) => boolean }[] = [
  { name: 'tour', share: 8, first: { of: errands, worth: 0.5 }, make: tour },
  { name: 'walk', share: 30, make: walk },
  { name: 'stories', share: 20, first: { of: () => EPISODES, worth: 3 }, make: stories },
  { name: 'near-valid', share: 18, make: nearValid },
  { name: 'bytes', share: 10, first: { of: () => BYTE_WAYS, worth: 1 }, make: oddBytes },
  { name: 'data', share: 12, first: { of: () => DATA_WAYS, worth: 1.5 }, make: dataConnections },
  { name: 'interleaved', share: 10, make: interleaved },
  { name: 'forms', share: 8, first: { of: () => FORM_WAYS, worth: 0.5 }, make: forms, fits: hasForms },
  { name: 'tls', share: 8, first: { of: () => TLS_WAYS, worth: 2 }, make: tlsSessions, fits: hasTls },
];

/** What a generator without a list is worth more until it has been asked once. */
const UNSEEN = 20;
const themselves = new Map(GENERATORS.map(({ name }): [string, readonly string[]] => [name, [name]]));

/** A list of nothing but the generator. */
function itself({ name }: { readonly name: string }): readonly string[] { return themselves.get(name)!; }

export const GENERATOR_NAMES: readonly string[] = GENERATORS.map(({ name }) => name);

/** The next scenario; `only` names generators, none means all. */
export function nextScenario(making: Making, only: readonly string[] = []): Scenario {
  const wire = wireOf(making.moves.table.protocol);
  if (wire !== null) {
    const own = OWN_GENERATORS.filter(({ name }) => only.length === 0 || only.includes(name));
    const chosen = own.length === 0 ? OWN_GENERATORS : own;
    const { name, make } = chosen[making.random.weighted(chosen.map(({ share }) => share))]!;
    return { protocol: making.moves.table.protocol.name, generator: name, steps: make(making, wire) };
  }
  const usable = GENERATORS.filter(({ name, fits }) => (only.length === 0 || only.includes(name)) && (fits === undefined || fits(making)));
  const { name, make, first } = usable[making.random.weighted(usable.map((one) => one.share + (one.first === undefined ? UNSEEN * making.deck.fresh(itself(one)) : one.first.worth * making.deck.fresh(one.first.of(making)))))]!;
  if (first === undefined) making.deck.deal(itself({ name }));
  return { protocol: making.moves.table.protocol.name, generator: name, steps: pipelined(make(making), making) };
}

/** A legal session, mostly behind the login. */
function walk(making: Making): Step[] {
  const { random } = making;
  const made = new Walk(making, 0, freshMade());
  if (random.chance(0.9)) made.enter();
  made.wander(random.between(6, 18));
  return random.chance(0.6) ? [...made.steps, { act: 'send', session: 0, lines: ['QUIT'], wait: true }] : made.steps;
}
