import type { Table } from '../src/machine/table.ts';
import { saysNotImplemented } from '../src/wire/not-implemented.ts';

/** What a server finds that has as many sessions as it takes, at the door or when it knows who comes, or no port left for one more transfer. */
const FULL: ReadonlySet<string> = new Set(['service not available', 'too many sessions', 'no port to listen on']);

/**
 * Whether a reply may mean that the server has as many sessions or transfers as it takes.
 * @param on the verb that is answered, or the event
 */
export function saysFull({ protocol }: Table, on: string, code: number): boolean {
  return on !== 'REIN' && code >= 400 && !saysNotImplemented(code) && protocol.rules.some((rule) => FULL.has(rule.when) && rule.on.includes(on) && rule.reply[0]?.includes(code) === true);
}
