import type { Socket } from 'node:net';
import { InlineChannel } from '../../../../src/dialects/inline-marker/channel.ts';
import { inlineMarker } from '../../../../src/dialects/inline-marker/inline-marker.ts';
import { transferWith } from '../../../../src/dialects/inline-marker/transfer.ts';
import type { Body, BodyPiece } from '../../../../src/dialects/inline-marker/body.ts';
import type { ServerParts } from '../../../../src/server/reference-server.ts';
import type { Rule } from '../../../../src/spec/model.ts';

type Parts = Partial<ServerParts>;

/** The parts of a server whose rules are changed; null takes a rule away. */
export function rules(changes: Readonly<Record<string, Partial<Rule> | null>>): Parts {
  const { protocol } = inlineMarker;
  return { protocol: { ...protocol, rules: protocol.rules.filter(({ id }) => changes[id] !== null).map((rule) => ({ ...rule, ...changes[rule.id] })) } };
}

/** The parts of a server that sees what a client sends in another way, segment by segment. */
export function reads(change: (text: string) => string): Parts {
  class Misreading extends InlineChannel {
    override take(chunk: Buffer): void { super.take(Buffer.from(change(chunk.toString('latin1')), 'latin1')); }
  }
  return { accept: null, channel: (socket: Socket, lineLimit, canonical) => new Misreading(socket, lineLimit, canonical) };
}

/** The parts of a server whose replies go out changed. */
export function says(change: (text: string, on: string) => string): Parts {
  return { reply: (bytes, on) => Buffer.from(change(bytes.toString('latin1'), on), 'latin1') };
}

/** The parts of a server that finds files in an upload in another way. */
export function finds(body: () => Body): Parts { return { transfer: transferWith(body) }; }

/** The parts of a server that sends something else than the file; it sends it in one piece. */
export function sends(change: (body: Buffer) => Buffer): Parts {
  return {
    transfer: async (session, prepared, signal) => {
      if (prepared.kind !== 'file') return inlineMarker.parts.transfer!(session, prepared, signal);
      const body = await prepared.file.handle.readFile();
      await prepared.file.handle.close();
      await new Promise((resolve) => session.socket.write(change(body), resolve));
      return session.socket.destroyed ? '[source failed]' : '[data done]';
    },
  };
}

const NOTHING = Buffer.alloc(0);

/** A body whose reader keeps all that came and looks at it as text, as slow as it is simple. */
export function textBody(look: (text: string) => { file: string; rest: string } | null): Body {
  let text = '';
  return {
    push(chunk): BodyPiece {
      text += chunk.toString('latin1');
      const seen = look(text);
      return seen === null ? { file: NOTHING, state: 'open', rest: NOTHING } : { file: Buffer.from(seen.file, 'latin1'), state: 'whole', rest: Buffer.from(seen.rest, 'latin1') };
    },
  };
}

/** What stands between two markers, found by a regular expression of them. */
export function between(start: RegExp, end: RegExp): Body {
  return textBody((text) => {
    const first = start.exec(text);
    const after = first === null ? '' : text.slice(first.index + first[0].length);
    const last = first === null ? null : end.exec(after);
    return last === null ? null : { file: after.slice(0, last.index), rest: after.slice(last.index + last[0].length) };
  });
}
