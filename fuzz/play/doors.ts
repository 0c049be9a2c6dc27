import { type HostPort, parseExtendedPort, parseHostPort } from '../../src/wire/host-port.ts';
import { parseLongAddress } from '../../src/wire/long-address.ts';
import type { Table } from '../../src/machine/table.ts';
import { fileAct } from '../oracle/file-acts.ts';
import { codesOf } from './codes-of.ts';
import type { Pending } from './pending.ts';
import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

const refusals = new WeakMap<Table, ReadonlySet<number>>();

/** Refusals of an address (RFC 2577 §3): no others say anything of it, nor does what is said to whoever is not logged in. */
function refusalsIn(table: Table): ReadonlySet<number> {
  let codes = refusals.get(table);
  if (codes === undefined) {
    const strangers = codesOf(table, 'login wanted first');
    refusals.set(table, codes = new Set([...codesOf(table, 'address refused')].filter((code) => !strangers.has(code))));
  }
  return codes;
}

/** Addresses that a session has named, by the commands that do so: what a server refuses by one of them it refuses by all. */
export class Doors {
  /** Commands that have accepted the address of our own listener: they are there, and may be used. */
  private readonly open = new Set<string>();
  private readonly refused = new Map<string, Set<string>>();
  private readonly taken = new Map<string, Set<string>>();

  note(session: PlaySession, { on, argument }: Pending, code: number): void {
    const named = fileAct(on) === 'active' ? addressIn(argument) : null;
    if (named === null) return;
    if (code < 300 && session.door !== null && named.port === session.door.port) this.open.add(on);
    else if (code < 300) noted(this.taken, named, on);
    else if (refusalsIn(session.stage.subject.table).has(code)) noted(this.refused, named, on);
    for (const [address, verbs] of this.refused) {
      const by = [...verbs].find((verb) => this.open.has(verb));
      const way = [...(this.taken.get(address) ?? [])].find((verb) => !verbs.has(verb));
      if (by !== undefined && way !== undefined) tell(session, 'one door', { verb: way, expected: [`a refusal, as ${by} refuses the same address`], actual: '200', symptom: `${way} takes what ${by} refuses` });
    }
  }
}

function noted(by: Map<string, Set<string>>, { address, port }: HostPort, verb: string): void { by.set(`${address} ${port}`, (by.get(`${address} ${port}`) ?? new Set()).add(verb)); }

/** The address in the argument of PORT, LPRT or EPRT; null where there is none. */
export function addressIn(argument: string): HostPort | null { return parseHostPort(argument) ?? parseLongAddress(argument) ?? parseExtendedPort(argument); }
