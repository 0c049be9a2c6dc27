import { formatAnswer } from '../../../../src/dialects/length-prefixed/answer.ts';
import { lengthPrefixed } from '../../../../src/dialects/length-prefixed/length-prefixed.ts';
import type { Rule } from '../../../../src/spec/model.ts';
import type { OpenChannel } from '../../../../src/server/channel.ts';
import { writeOut } from '../../../../src/server/data/outgoing.ts';
import type { ServerParts } from '../../../../src/server/reference-server.ts';
import type { Condition } from '../../../../src/server/session-state.ts';
import { fault, type Fault } from '../../../broken/fault.ts';

const whole = lengthPrefixed.parts as Partial<ServerParts> & Pick<ServerParts, 'channel' | 'transfer' | 'conditions'>;

/** A server of the protocol with some parts replaced. */
export function faulty(fields: Omit<Fault, 'parts' | 'seen'> & { readonly seen?: string; readonly parts?: () => Partial<ServerParts> }): Fault {
  const { parts, seen, ...rest } = fields;
  return fault({ ...rest, seen: seen ?? null, parts: () => ({ ...whole, ...parts?.() }) });
}

/** What the reference server answers to a condition that is its own. */
export const original = (phrase: string): Condition => whole.conditions[phrase]!;

/** Other answers to some conditions. */
export function answering(conditions: ServerParts['conditions']): Partial<ServerParts> {
  return { conditions: { ...whole.conditions, ...conditions } };
}

/** Rules changed, by id. */
export function editing(changes: Readonly<Record<string, Partial<Rule>>>): Partial<ServerParts> {
  const { protocol } = lengthPrefixed;
  return { protocol: { ...protocol, rules: protocol.rules.map((rule) => ({ ...rule, ...changes[rule.id] })) } };
}

/** Another answer to each request, made of the right one: its word and what follows. */
export function rewriting(change: (answer: Buffer) => Buffer): Partial<ServerParts> {
  return { format: (code, lines) => change(formatAnswer(code, lines)) };
}

/** Another head before the data; ERROR and the end stay as they are. */
export function rewritingHead(change: (head: { name: Buffer; size: Buffer; checksum: Buffer }) => Buffer): Partial<ServerParts> {
  return rewriting((answer) => {
    if (answer.toString('latin1', 0, 2) !== 'OK') return answer;
    const end = answer.length - 40;
    return change({ name: answer.subarray(6, end), size: answer.subarray(end, end + 8), checksum: answer.subarray(end + 8) });
  });
}

/** `OK` and the fields, the name with its length before it. */
export function head(name: Buffer, size: Buffer, checksum: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  return Buffer.concat([Buffer.from('OK'), length, name, size, checksum]);
}

/** Names changed before they are looked up; one character a byte. */
export function renaming(change: (name: string) => string): Partial<ServerParts> {
  return { channel: changedChannel((argument) => change(argument)) };
}

function changedChannel(change: (argument: string) => string): OpenChannel {
  return (socket, limit, canonical) => {
    const channel = whole.channel(socket, limit, canonical);
    return {
      requests: channel.requests, carriesData: true, blocked: false,
      take: (chunk) => channel.take(chunk),
      next: (ready) => {
        const request = channel.next(ready);
        return request === undefined ? undefined : { ...request, argument: change(request.argument) };
      },
      reply: (bytes) => channel.reply(bytes),
      flush: () => channel.flush(),
      room: () => channel.room(),
    };
  };
}

/** The data of a file sent in another way: all at once, changed. */
export function sending(change: (body: Buffer) => Buffer): Partial<ServerParts> {
  return {
    transfer: async (session, prepared, signal) => {
      if (prepared.kind !== 'file') return whole.transfer(session, prepared, signal);
      const body = await prepared.file.handle.readFile();
      await prepared.file.handle.close();
      return (await writeOut(session.socket, change(body))) ? '[data done]' : '[data failed]';
    },
  };
}

/** The reference server's transfer, with something done before or after. */
export function around(change: (run: ServerParts['transfer']) => ServerParts['transfer']): Partial<ServerParts> {
  return { transfer: change(whole.transfer) };
}
