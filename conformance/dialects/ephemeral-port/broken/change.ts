import { ephemeralPort } from '../../../../src/dialects/ephemeral-port/ephemeral-port.ts';
import { WordChannel } from '../../../../src/dialects/ephemeral-port/word-channel.ts';
import { type RequestReader, WordReader } from '../../../../src/dialects/ephemeral-port/word-reader.ts';
import type { Request } from '../../../../src/server/command-line.ts';
import type { ServerParts } from '../../../../src/server/reference-server.ts';
import type { FileStore } from '../../../../src/server/store/file-store.ts';
import type { Upload } from '../../../../src/server/store/upload.ts';
import type { Protocol, Rule } from '../../../../src/spec/model.ts';
import { overlayStore } from '../../../overlay-store.ts';

const { protocol } = ephemeralPort;

/** A server that follows other rules. */
export function otherRules(changes: Readonly<Record<string, Partial<Rule>>>): { protocol: Protocol } {
  return { protocol: { ...protocol, rules: protocol.rules.map((rule) => ({ ...rule, ...changes[rule.id] })) } };
}

/** A server with other words. */
export function otherWords(words: Readonly<Record<number, string>>): { protocol: Protocol } {
  return { protocol: { ...protocol, texts: protocol.texts.map((text) => ({ ...text, lines: words[text.code] === undefined ? text.lines : [words[text.code]!] })) } };
}

/** A server that cuts what it receives into requests in another way. */
export function otherReader(make: (limit: number) => RequestReader): Pick<ServerParts, 'channel'> {
  return { channel: (socket, limit) => new WordChannel(socket, make(limit)) };
}

/** A server that changes the name of each `get` and `put`. */
export function otherNames(change: (name: string) => string): Pick<ServerParts, 'channel'> {
  const changed = (request: Request): Request => (request.argument === '' ? request : { ...request, argument: change(request.argument) });
  return otherReader((limit) => {
    const reader = new WordReader(limit);
    return { push: (chunk) => reader.push(chunk).map(changed) };
  });
}

/** A server that stores uploads in another way. */
export function otherUploads(change: (upload: Upload, store: FileStore) => Partial<Upload> | Promise<Partial<Upload>>): Pick<ServerParts, 'store'> {
  return overlayStore((store) => ({
    create: async (path: string, offset?: number) => {
      const created = await store.create(path, offset);
      if (!created.ok) return created;
      const inner = created.value;
      const plain: Upload = { path: inner.path, write: (chunks) => inner.write(chunks), commit: () => inner.commit(), abandon: () => inner.abandon() };
      return { ok: true as const, value: { ...plain, ...(await change(inner, store)) } };
    },
  }));
}
