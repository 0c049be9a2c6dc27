import { ephemeralPort as protocol } from '../../generated/ephemeral-port.ts';
import type { ServerParts } from '../../server/reference-server.ts';
import type { Protocol } from '../../spec/model.ts';
import { lineFormat, wordFormat } from './format.ts';
import { conditions, values } from './host.ts';
import { LineReader } from './line-reader.ts';
import { WordChannel } from './word-channel.ts';
import { WordReader } from './word-reader.ts';

/** A protocol of its own, as the reference server takes it. */
interface Dialect {
  readonly protocol: Protocol;
  readonly parts: Partial<ServerParts>;
  /** The port that its document names. */
  readonly port: number;
}

/** Bare words on the control connection, a data connection for each file (chapter 1 of its specification). */
export const ephemeralPort: Dialect = {
  protocol,
  parts: { protocol, conditions, values, format: wordFormat(protocol), channel: (socket, limit) => new WordChannel(socket, new WordReader(limit)) },
  port: 2121,
};

const lines: Protocol = { ...protocol, name: 'ephemeral-port-lines' };

/** The variant in which each word is a line (chapter 2). */
export const ephemeralPortLines: Dialect = {
  protocol: lines,
  parts: { protocol: lines, conditions, values, format: lineFormat(lines), channel: (socket, limit) => new WordChannel(socket, new LineReader(limit)) },
  port: 2121,
};
