import { expect, it } from 'vitest';
import { ftp } from '../generated/ftp.ts';
import { settle } from '../machine/consequences.ts';
import { Table } from '../machine/table.ts';
import { SessionMachine } from './session-machine.ts';
import { SharedMachine } from './shared-machine.ts';

const table = new Table(ftp);
const EVENTS = ['USER', 'PASS', 'REST', 'RETR', 'RNFR', '[data done]', 'TYPE', 'NOOP', 'REIN'];

/** A session of its own, and the vector that the compiled table says it has. */
function started(shared: SharedMachine): { take: (on: string, yes: boolean) => Promise<string>; vector: () => [number, number] } {
  const session = new SessionMachine(shared);
  let vector = table.initial;
  return {
    vector: () => [session.vector, vector],
    take: async (on, yes) => {
      const decision = await session.take(on, () => yes);
      const rows = table.rows(on).filter((row) => row.rule.level !== 'HABIT' && table.fits(row, vector));
      const row = rows.find(({ rule }) => rule.when === 'otherwise' || yes);
      if (row !== undefined) vector = settle(table, row, on, vector);
      else for (const after of table.consequences(on)) if (after.rule.level !== 'HABIT' && table.fits(after, vector)) { vector = table.enter(after, vector); break; }
      return `${decision?.rule.id ?? 'nothing'} (${row?.rule.id ?? 'nothing'})`;
    },
  };
}

it.each([2, 8192])('sessions share its steps, not their states, when %d steps are kept', async (limit) => {
  const shared = new SharedMachine(table, limit);
  const sessions = [started(shared), started(shared), started(shared)];
  await Promise.all(sessions.map(({ take }) => take('[connected]', false)));
  for (let step = 0; step < 300; step++) {
    const session = sessions[(step * 7) % 3]!;
    const said = await session.take(EVENTS[(step * 5 + Math.trunc(step / 9)) % EVENTS.length]!, step % 4 !== 0);
    expect(said).toMatch(/^(\S+) \(\1\)$/);
    const [is, has] = session.vector();
    expect(table.names(is)).toEqual(table.names(has));
  }
  expect(new Set(sessions.map(({ vector }) => vector()[0])).size).toBeGreaterThan(1);
});
