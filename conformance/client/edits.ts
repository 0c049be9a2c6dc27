import { setTimeout as pause } from 'node:timers/promises';
import type { Protocol, Rule } from '../../src/spec/model.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';
import type { Prepared } from '../../src/server/session-state.ts';
import type { TransferEnd } from '../../src/server/transfer.ts';
import { valuesFor } from '../../src/server/texts.ts';
import { runTransfer } from '../../src/server/transfer.ts';
import type { Profile } from './profile.ts';
import { reset } from './reset.ts';

/** Conditions answered otherwise than they are. Those of the profile's own server stay. */
export function holding(profile: Profile, conditions: Readonly<Record<string, boolean>>): Partial<ServerParts> {
  const answers = Object.fromEntries(Object.entries(conditions).map(([phrase, holds]) => [phrase, () => holds]));
  return { conditions: { ...profile.parts.conditions, ...answers } };
}

/** A server that follows another specification: rules changed one by one, and rows put before all others. */
export function ruled(profile: Profile, change: (rule: Rule) => Rule, first: readonly Partial<Rule>[] = []): { protocol: Protocol } {
  const { protocol } = profile;
  const extra = first.map((row, at): Rule => ({ id: `SCENE-${at + 1}`, chapter: 'client', in: [], on: [], when: 'otherwise', reply: [], next: [], level: 'MUST', source: '', place: '', ...row }));
  return { protocol: { ...protocol, rules: [...extra, ...protocol.rules.map(change)] } };
}

/** A server that ends the session instead of serving a goal, with the words that it has for its end. */
export function turningAway(profile: Profile): { protocol: Protocol } {
  const ending = profile.protocol.rules.find(({ on, reply }) => on.includes('[shutting down]') && reply.length > 0)!;
  return ruled(profile, (rule) => rule, [{ on: Object.values(profile.verbs).flat(), reply: ending.reply, next: ending.next }]);
}

/** A server that refuses some verbs, as if it did not know them. */
export function without(profile: Profile, verbs: readonly string[]): { protocol: Protocol } {
  const unknown = profile.protocol.rules.find(({ on, reply }) => on.includes('[unknown command]') && reply.length > 0)!;
  return ruled(profile, (rule) => rule, [{ on: verbs, reply: unknown.reply }]);
}

/** A server with other texts. The last line of a text may hold what clients read. */
export function worded(protocol: Protocol, change: (lines: readonly string[], code: number) => readonly string[]): { protocol: Protocol } {
  return { protocol: { ...protocol, texts: protocol.texts.map((text) => ({ ...text, lines: text.lines.length === 1 ? change(text.lines, text.code) : text.lines })) } };
}

type Transfer = ServerParts['transfer'];

/** Bytes that a client's system takes unread, and milliseconds in which the client reads them: a reset that comes with data looks like an end to many. */
const MOST = 32 * 1024;
const READ = 250;

/** A server that breaks a download off in the middle: in an orderly way, and says so, or by a reset. */
export function breakingOff(how: 'end' | 'reset'): { transfer: Transfer } {
  return {
    transfer: async (session, prepared, signal) => {
      if (prepared.kind !== 'file') return runTransfer(session, prepared, signal);
      const half = await halfOf(prepared);
      const opened = await session.dataPort.open(session.config.dataLimit, signal);
      if (!opened.ok) return '[data unopened]';
      opened.socket.resume();
      await new Promise<void>((resolve) => { opened.socket.once('error', () => resolve()).once('close', () => resolve()).write(half, () => resolve()); });
      if (how === 'reset') await pause(READ);
      if (how === 'reset') reset(opened.socket);
      else opened.socket.end();
      return '[data failed]';
    },
  };
}

/** A server whose transfers go well and are then said to have failed. */
export function failingAtTheEnd(profile: Profile, kind: Prepared['kind'], end: TransferEnd): { transfer: Transfer } {
  return {
    transfer: async (session, prepared, signal) => {
      const real = await (profile.parts.transfer ?? runTransfer)(session, prepared, signal);
      return prepared.kind === kind && real === '[data done]' ? end : real;
    },
  };
}

/** A server that closes its passive port again before anybody comes. */
export function withClosedPort(): Partial<ServerParts> {
  return {
    values: async (table, session, asked, code) => {
      const values = await valuesFor(table, session, asked, code);
      if (asked.on === 'PASV' || asked.on === 'EPSV') session.dataPort.close();
      return values;
    },
  };
}

async function halfOf(prepared: Extract<Prepared, { kind: 'file' }>): Promise<Buffer> {
  const { handle, facts } = prepared.file;
  const half = Buffer.alloc(Math.min(MOST, Math.ceil(facts.size / 2)));
  if (half.length > 0) await handle.read(half, 0, half.length, 0);
  await handle.close();
  return half;
}
