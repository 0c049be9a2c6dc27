import type { Protocol } from '../../src/spec/model.ts';
import type { ServerConfig } from '../../src/server/config.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';
import type { Conditions } from '../../src/server/session-state.ts';
import type { Credentials } from '../start-testee.ts';
import type { Wire } from './relay.ts';

/** One unusual but correct server: no check may fail on it. */
export interface Legal {
  /** `topic/what-is-unusual`. */
  readonly id: string;
  /** What this server does, as a sentence. */
  readonly title: string;
  /** The clause that allows it. */
  readonly why: string;
  /** Follows another specification: rows or commands changed. */
  readonly protocol?: (protocol: Protocol) => Protocol;
  /** Replies as they go out, one character a byte, given the event that they answer. */
  readonly reply?: (text: string, on: string) => string;
  readonly conditions?: Conditions;
  readonly transfer?: ServerParts['transfer'];
  readonly store?: ServerParts['store'];
  readonly config?: Partial<ServerConfig>;
  /** How its bytes travel; made anew for each connection. */
  readonly wire?: () => Wire;
  /** Clients that it serves at a time; others wait without a greeting. Absent: all. */
  readonly places?: number;
  /** Who logs in, where that is not the tester. */
  readonly login?: Credentials;
  /** The clause asks for less than RFC 1123 §4.1.2.13: failures over these verbs are right. */
  readonly lacks?: readonly string[];
  /** The suite was not given what it needs here, such as an account: it may say so of any check. */
  readonly withholds?: boolean;
}

export function legal(fields: Legal): Legal { return fields; }

/** Several oddities in one server. Of settings that exclude each other the last counts. */
export function together(id: string, servers: readonly Legal[]): Legal {
  const transfers = servers.flatMap((one) => one.transfer ?? []);
  const stores = servers.flatMap((one) => one.store ?? []);
  const wires = servers.flatMap((one) => one.wire ?? []);
  const logins = servers.flatMap((one) => one.login ?? []);
  return {
    id,
    title: servers.map((one) => one.title).join('; '),
    why: 'each by itself',
    protocol: (protocol) => servers.reduce((changed, one) => one.protocol?.(changed) ?? changed, protocol),
    reply: (text, on) => servers.reduce((changed, one) => one.reply?.(changed, on) ?? changed, text),
    conditions: Object.assign({}, ...servers.map((one) => one.conditions)) as Conditions,
    store: (store) => stores.reduce((changed, one) => one(changed), store),
    config: Object.assign({}, ...servers.map((one) => one.config)) as Partial<ServerConfig>,
    lacks: servers.flatMap((one) => one.lacks ?? []),
    withholds: servers.some((one) => one.withholds === true),
    ...(transfers.length > 0 && { transfer: transfers.at(-1)! }),
    ...(servers.some((one) => one.places !== undefined) && { places: Math.min(...servers.flatMap((one) => one.places ?? [])) }),
    ...(wires.length > 0 && { wire: wires.at(-1)! }),
    ...(logins.length > 0 && { login: logins.at(-1)! }),
  };
}
