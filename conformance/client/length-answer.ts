import type { ServerParts } from '../../src/server/reference-server.ts';
import type { Values } from '../../src/server/reply-text.ts';
import type { Way } from './front.ts';
import type { Profile } from './profile.ts';

/** A server with other values in the heads of its answers. */
export function heads(profile: Profile, change: (values: Values) => Values): Partial<ServerParts> {
  const { values } = profile.parts;
  return { values: async (table, session, asked, code) => change((await values?.(table, session, asked, code)) ?? {}) };
}

/** What happens to the first connection only. */
export function first(way: () => Way): (connection: number) => Way { return (connection) => (connection === 1 ? way() : {}); }

/** Other bytes than the answer. */
export function replaced(bytes: Buffer): (chunk: Buffer) => Buffer {
  let said = false;
  return () => {
    const now = said ? Buffer.alloc(0) : bytes;
    said = true;
    return now;
  };
}

/** One byte of a connection, by its number, otherwise than it was. */
export function changedAt(at: number): (chunk: Buffer) => Buffer {
  let passed = 0;
  return (chunk) => {
    const changed = Buffer.from(chunk);
    if (at >= passed && at < passed + chunk.length) changed[at - passed]! ^= 0xff;
    passed += chunk.length;
    return changed;
  };
}

/** Letters in upper case from the byte of that number on. */
export function upperCaseFrom(start: number): (chunk: Buffer) => Buffer {
  let passed = 0;
  return (chunk) => {
    const before = Math.max(0, start - passed);
    passed += chunk.length;
    return Buffer.concat([chunk.subarray(0, before), Buffer.from(chunk.subarray(before).toString('latin1').toUpperCase(), 'latin1')]);
  };
}
