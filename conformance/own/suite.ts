import type { Protocol } from '../../src/spec/model.ts';
import { Table } from '../../src/machine/table.ts';
import { ownParts } from '../../src/server/own/own-parts.ts';
import type { Suite } from '../catalog.ts';
import type { Check } from '../check.ts';
import { exampleChecks } from '../generated/examples.ts';
import { rowChecks, type Approach } from '../generated/rows.ts';
import { Placeholders } from '../placeholders.ts';
import { describe } from '../session.ts';
import { Stop } from '../stop.ts';
import { lineChecks } from './line-checks.ts';
import { Ways, type Move } from './way-to.ts';

/** Where its server listens unless told otherwise. */
const PORT = 4000;

/**
 * The suite of a protocol in one file: its examples, one check for each row that refuses, and what holds for every protocol of
 * lines.
 */
export function ownSuite(protocol: Protocol): Suite {
  const table = new Table(protocol);
  const ways = new Ways(table);
  const checks = [...exampleChecks(table), ...rowChecks(table, (rule) => approachBy(ways.to(rule))), ...lineChecks(ways)];
  return { table, port: PORT, handWritten: distinct(checks), parts: ownParts(protocol), lines: true, greets: true };
}

/** Sends the commands of a way; where one does not succeed the check is blocked. */
function approachBy(moves: readonly Move[] | null): Approach | null {
  return moves === null ? null : async (tester, session) => {
    for (const { verb, argument, codes } of moves) {
      const filled = await new Placeholders(tester, session).fill(argument, verb);
      const reply = await session.succeeds(filled === '' ? verb : `${verb} ${filled}`);
      if (!codes.includes(reply.code)) throw new Stop('blocked', `${verb} was answered ${describe(reply)}`);
    }
  };
}

/** Two rows may refuse the same for the same reason in different states. */
function distinct(checks: readonly Check[]): Check[] {
  const times = new Map<string, number>();
  return checks.map((check) => {
    const time = (times.get(check.id) ?? 0) + 1;
    times.set(check.id, time);
    return time === 1 ? check : { ...check, id: `${check.id}-${time}` };
  });
}
