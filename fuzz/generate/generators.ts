import { OWN_GENERATORS } from '../own/generate.ts';
import { wireOf } from '../own/wires.ts';
import type { Scenario, Step } from '../scenario.ts';
import { oddBytes } from './bytes.ts';
import { dataConnections } from './data.ts';
import { forms, hasForms } from './forms.ts';
import { interleaved } from './interleaved.ts';
import type { Making } from './making.ts';
import { nearValid } from './near-valid.ts';
import { stories } from './stories.ts';
import { pipelined } from './pipelined.ts';
import { errands, tour } from './tour.ts';
import { hasTls, tlsSessions } from './tls.ts';
import { freshMade, Walk } from './walk.ts';

/** The generators with the shares that they have of a campaign. */
const GENERATORS: readonly { readonly name: string; readonly share: number | ((making: Making) => number); readonly make: (making: Making) => Step[]; readonly fits?: (making: Making) => boolean }[] = [
  // What a campaign has not sent at all comes first.
  { name: 'tour', share: (making) => (making.deck.through(errands(making)) ? 8 : 100), make: tour },
  { name: 'walk', share: 30, make: walk },
  { name: 'stories', share: 20, make: stories },
  { name: 'near-valid', share: 18, make: nearValid },
  { name: 'bytes', share: 10, make: oddBytes },
  { name: 'data', share: 12, make: dataConnections },
  { name: 'interleaved', share: 10, make: interleaved },
  { name: 'forms', share: 8, make: forms, fits: hasForms },
  { name: 'tls', share: 8, make: tlsSessions, fits: hasTls },
];

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
  const { name, make } = usable[making.random.weighted(usable.map(({ share }) => (typeof share === 'number' ? share : share(making))))]!;
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
