import { setTimeout as pause } from 'node:timers/promises';
import type { Channel } from '../../src/server/channel.ts';
import { ControlChannel } from '../../src/server/control-channel.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';
import { valuesFor } from '../../src/server/texts.ts';
import { runTransfer } from '../../src/server/transfer.ts';
import { mute } from './mute.ts';
import type { Profile } from './profile.ts';
import type { Requested, Talk } from './talk.ts';

/** Whose turn it is on one connection. */
interface Turn {
  readonly connection: number;
  /** What the server owes: the greeting, or the answer to this. */
  owing: string | null;
  transferring: 'file' | 'upload' | 'listing' | null;
  /** The transfer has ended, and that is not said yet. */
  ended: boolean;
  current: Requested | null;
}

/**
 * The parts of a server that notes what its client says, and when. Every answer waits `late` milliseconds: what comes meanwhile came
 * too early. Inner parts do the work.
 */
export function watched(profile: Profile, inner: Partial<ServerParts>, talk: Talk, late: number): Partial<ServerParts> {
  const turns = new WeakMap<object, Turn>();
  const goalOf = (on: string): Requested['goal'] => (['get', 'put', 'list'] as const).find((kind) => profile.verbs[kind].includes(on)) ?? null;
  const { table } = profile;
  const open = inner.channel ?? ((socket, lineLimit, canonical) => new ControlChannel(socket, lineLimit, canonical));

  const settle = (turn: Turn): void => {
    if (turn.current === null || turn.current.goal === null || turn.transferring !== null) return;
    turn.current = null;
    talk.settle();
  };

  const watch = (channel: Channel, turn: Turn): Channel => {
    const [take, next, reply] = [channel.take.bind(channel), channel.next.bind(channel), channel.reply.bind(channel)];
    channel.take = (chunk) => {
      const fileArrives = channel.carriesData === true && turn.transferring === 'upload' && !turn.ended;
      const during = turn.owing ?? (turn.transferring === null ? null : `the ${turn.transferring}`);
      const line = profile.family === 'FTP' || profile.family === 'INL' ? chunk.indexOf('\n') + 1 : 0;
      const rest = during !== null ? chunk : line > 0 ? chunk.subarray(line) : Buffer.alloc(0);
      if (rest.length > 0 && !fileArrives && !mayInterrupt(profile, rest)) {
        talk.early.push({ connection: turn.connection, bytes: Buffer.from(rest), during: during ?? chunk.subarray(0, line).toString('latin1').trim() });
      }
      take(chunk);
      if (!fileArrives) talk.heard(chunk);
    };
    channel.next = (ready) => {
      const request = next(ready);
      if (request === undefined) return undefined;
      const requested: Requested = { ...request, connection: turn.connection, goal: goalOf(request.on), codes: [] };
      turn.current = requested;
      if (!mute(profile.protocol, request.on)) turn.owing = `${request.verb || request.on} ${request.argument}`.trim();
      talk.requested(requested);
      return request;
    };
    channel.reply = (bytes) => {
      turn.owing = null;
      if (turn.ended) { turn.transferring = null; turn.ended = false; }
      reply(bytes);
      talk.stir();
      // A transfer that this reply begins has begun by then.
      setImmediate(() => settle(turn));
    };
    return channel;
  };

  return {
    ...inner,
    channel: (socket, lineLimit, canonical) => {
      talk.connections += 1;
      const turn: Turn = { connection: talk.connections, owing: profile.greets ? 'the greeting' : null, transferring: null, ended: false, current: null };
      turns.set(socket, turn);
      socket.once('close', () => { settle(turn); talk.stir(); });
      return watch(open(socket, lineLimit, canonical), turn);
    },
    values: async (specification, session, asked, code) => {
      turns.get(session.socket)?.current?.codes.push(code);
      const values = await (inner.values ?? valuesFor)(specification, session, asked, code);
      if (late > 0 && !mute(table.protocol, asked.on)) await pause(late);
      return values;
    },
    transfer: async (session, prepared, signal) => {
      const turn = turns.get(session.socket);
      const moved = { kind: prepared.kind, ascii: session.ascii, end: null as string | null };
      talk.moved.push(moved);
      if (turn !== undefined) turn.transferring = prepared.kind;
      const end = await (inner.transfer ?? runTransfer)(session, prepared, signal);
      moved.end = end;
      if (turn === undefined) return end;
      turn.ended = true;
      // Nothing is said at the end of it: then the client's turn begins with the end of the data.
      if (mute(table.protocol, end, prepared.kind === 'upload' ? 'receiving' : 'sending')) { turn.transferring = null; turn.ended = false; settle(turn); }
      return end;
    },
  };
}

/** ABOR, STAT and QUIT need not wait (RFC 959 §4.1.3); Telnet signals come before them. */
function mayInterrupt({ protocol, ftpReplies, quit }: Profile, chunk: Buffer): boolean {
  if (!ftpReplies) return false;
  const verb = /[A-Za-z]+/.exec(chunk.toString('latin1').replace(/^[^A-Za-z]+/, ''))?.[0].toUpperCase();
  return verb === quit || protocol.commands.some((command) => command.verb === verb && command.duringTransfer === 'at once');
}
