import type { Table } from '../../machine/table.ts';
import type { Values } from '../../server/reply-text.ts';
import type { Asked, SessionState } from '../../server/session-state.ts';
import type { Statistics } from '../../server/statistics.ts';
import { listingOf } from './conditions.ts';
import { thousands } from './listing.ts';

/** The values that the texts of the specification name. */
export async function values(_: Table, session: SessionState, asked: Asked): Promise<Values> {
  return {
    argument: asked.argument.replace(/[\0\r\n]/g, '?'),
    problem: asked.problem,
    size: session.prepared?.kind === 'file' ? String(session.prepared.file.facts.size) : '',
    listing: listingOf(asked).join('\r\n'),
    platform: process.platform,
    ...(asked.on === 'STAT' ? statisticsOf(session.statistics) : {}),
  };
}

/** The six statistics and the uptime (INL-PRO-R13), as text. */
export function statisticsOf(statistics: Statistics): Record<'uptime' | 'connections' | 'commands' | 'files' | 'sent' | 'received' | 'errors', string> {
  const { transfers, bytes } = statistics;
  return {
    uptime: uptime(Date.now() - statistics.started),
    connections: thousands(statistics.sessions),
    commands: thousands(statistics.commands),
    files: thousands(transfers.sent + transfers.received),
    sent: thousands(bytes.sent),
    received: thousands(bytes.received),
    errors: thousands(statistics.failed),
  };
}

/** Milliseconds as `1d 2h 3m 4s`. */
export function uptime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 86_400)}d ${Math.floor(seconds / 3600) % 24}h ${Math.floor(seconds / 60) % 60}m ${seconds % 60}s`;
}
