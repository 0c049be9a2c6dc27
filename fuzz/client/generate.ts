import * as fc from 'fast-check';
import { legalServers } from '../../conformance/legal/all.ts';
import { ftp } from '../../src/generated/ftp.ts';
import { Table } from '../../src/machine/table.ts';
import { aloneCalls, aloneTriggers, type Can } from './generate-alone.ts';
import { calls, secured } from './generate-calls.ts';
import { COMMANDS_OF_PROGRAMS, tlsTricks, tricks } from './generate-tricks.ts';
import type { Call, ClientScenario, Trick } from './scenario.ts';
import { triggers } from './triggers.ts';

/** Servers whose habit takes longer than it shows a client anything, or takes ports from others. */
const LEFT_OUT = ['logins/short-idle-limit', 'transfers/few-passive-ports'];
const IDS = legalServers.map(({ id }) => id).filter((id) => !LEFT_OUT.includes(id));
const table = new Table(ftp);

const habits = fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 4 });

/** Injected behind the reply to AUTH, in clear, what the client must not take for an answer under TLS (CVE-2011-0411 and its kind). */
const injection: Trick[] = [{ trick: 'reply', on: 'AUTH', turn: 'last', nth: 0, reply: { do: 'behind', text: '331 go on\r\n230 you are in\r\n200 ok\r\n211 none\r\n' } }];

const legal: fc.Arbitrary<ClientScenario> = fc.record({ habits, tricks: fc.constant<Trick[]>([]), calls });
/** Clients read the lines of LIST otherwise than those of MLSD: half of the odd listings come without it. */
const NO_FACTS = 'verbs/no-facts';
const plain = (tricks: readonly Trick[], places: readonly number[]): boolean => tricks.some(({ trick }) => trick === 'listing') && places[0]! % 2 === 0;

const few = fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: habits });
const hostile: fc.Arbitrary<ClientScenario> = fc.tuple(few, tricks(table), calls, fc.array(fc.nat(), { minLength: 6, maxLength: 6 })).map(([habits, tricks, rest, places]) => ({ habits: plain(tricks, places) ? [...new Set([...habits, NO_FACTS])] : habits, tricks, calls: provoked(tricks, rest, places) }));
/** The calls with some among them that make the server play its tricks. */
function provoked(tricks: readonly Trick[], calls: readonly Call[], places: readonly number[]): Call[] {
  const all = [...calls];
  for (const [at, trick] of tricks.entries()) {
    const ways = triggers(trick);
    if (ways.length > 0) all.splice(1 + (places[2 * at]! % all.length), 0, ...ways[places[2 * at + 1]! % ways.length]!);
  }
  return all;
}

/** Under TLS the same days, and what may go wrong on the way there. */
const secure: fc.Arbitrary<ClientScenario> = fc.tuple(fc.oneof(
  { weight: 3, arbitrary: fc.record({ habits: few, tricks: fc.constant<Trick[]>([]), calls }) },
  { weight: 2, arbitrary: hostile },
  { weight: 3, arbitrary: fc.record({ habits: fc.constant<string[]>([]), tricks: tlsTricks(table), calls }) },
  { weight: 1, arbitrary: fc.record({ habits: fc.constant<string[]>([]), tricks: fc.constant(injection), calls }) },
), fc.constantFrom<true | 'implicit'>(true, true, true, 'implicit')).map(([day, how]) => ({ ...day, calls: secured(day.calls, how) }));

const BY_NAME = { legal, hostile, tls: secure } as const;
export type ClientGenerator = keyof typeof BY_NAME;
export const CLIENT_GENERATORS = Object.keys(BY_NAME) as ClientGenerator[];
const SHARES: Readonly<Record<ClientGenerator, number>> = { legal: 45, hostile: 45, tls: 10 };

/** An address that is not to be followed by a client of which nobody knows where it connects, and passwords that have to be quoted in a URL. */
const NOT_ALONE = ['transfers/address-behind-translation', 'logins/anonymous', 'logins/anonymous-reading'];
const aloneHabits = habits.map((ids) => ids.filter((id) => !NOT_ALONE.includes(id)));
const aloneFew = fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: aloneHabits });

/** Days of sessions that do one thing each. */
function alone(can: Can): Readonly<Record<Exclude<ClientGenerator, 'tls'>, fc.Arbitrary<ClientScenario>>> {
  const asked = (tricks: readonly Trick[], places: readonly number[]): Call[] => tricks.flatMap((trick, at) => { const ways = aloneTriggers(trick, can); return ways[places[at]! % ways.length]!; });
  return {
    legal: fc.record({ habits: aloneHabits, tricks: fc.constant<Trick[]>([]), calls: aloneCalls(can), alone: fc.constant(true) }),
    hostile: fc.tuple(aloneFew, tricks(table, COMMANDS_OF_PROGRAMS), fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), aloneCalls(can))
      .map(([habits, tricks, places, rest]) => ({ habits, tricks, calls: [...asked(tricks, places), ...(places[5]! % 3 === 0 ? rest : [])].slice(0, 3), alone: true })),
  };
}

/** The scenario of that number: always the same for the same seed and generators. `can`: of calls that are a session of their own, without TLS, and that this client can do. */
export function clientScenarioOf(seed: number, number: number, only: readonly ClientGenerator[] = [], can: Can | null = null): { readonly generator: ClientGenerator; readonly scenario: ClientScenario } {
  const names = (only.length === 0 ? CLIENT_GENERATORS : only).filter((name) => can === null || name !== 'tls');
  const made = (name: ClientGenerator): fc.Arbitrary<ClientScenario> => (can !== null && name !== 'tls' ? alone(can)[name] : BY_NAME[name]);
  const one = fc.oneof(...names.map((generator) => ({ weight: SHARES[generator], arbitrary: made(generator).map((scenario) => ({ generator, scenario })) })));
  const [first] = fc.sample(one, { seed: (Math.imul(seed, 2_654_435_761) ^ Math.imul(number + 1, 40_503)) | 0, numRuns: 1 });
  return first!;
}
