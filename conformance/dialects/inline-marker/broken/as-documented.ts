import { InlineChannel } from '../../../../src/dialects/inline-marker/channel.ts';
import { inlineMarker } from '../../../../src/dialects/inline-marker/inline-marker.ts';
import { transferWith } from '../../../../src/dialects/inline-marker/transfer.ts';
import type { ServerParts } from '../../../../src/server/reference-server.ts';
import { chunkwise } from './chunkwise.ts';
import { noJail } from './no-jail.ts';

/** What `recv(1024)` gives. */
const RECEIVE = 1024;

/** Takes what one receive gives for one command, its second word for the name, and drops what follows a file. */
class Receiving extends InlineChannel {
  private file = false;

  override take(chunk: Buffer): void {
    if (this.file) return super.take(chunk);
    for (let at = 0; at < chunk.length; at += RECEIVE) {
      const [verb = '', name = ''] = chunk.toString('latin1', at, at + RECEIVE).replace(/^[ \t\r\n]+/, '').split(/[ \t\r\n]+/);
      super.take(Buffer.from(`${verb} ${name}\r\n`, 'latin1'));
    }
  }

  override beginFile(): void {
    this.file = true;
    super.beginFile();
  }

  override endFile(): void {
    this.file = false;
    super.endFile([]);
  }
}

/** The server that the coursework document describes, where it differs from its specification. */
export const asDocumented: Partial<ServerParts> = {
  ...inlineMarker.parts,
  ...noJail((name) => name.startsWith('/') || name.includes('..')),
  accept: null,
  channel: (socket, lineLimit, canonical) => new Receiving(socket, lineLimit, canonical),
  transfer: transferWith(chunkwise),
};
