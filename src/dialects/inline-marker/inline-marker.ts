import { inlineMarker as protocol } from '../../generated/inline-marker.ts';
import type { Protocol } from '../../spec/model.ts';
import { DataSocket } from '../../server/data/data-socket.ts';
import type { ServerParts } from '../../server/reference-server.ts';
import { MarkedBody } from './body.ts';
import { InlineChannel } from './channel.ts';
import { conditions } from './conditions.ts';
import { formatReply } from './format.ts';
import { transferWith } from './transfer.ts';
import { values } from './values.ts';

/** What `inline-marker` is made of beside its specification. */
export const inlineMarker: { readonly protocol: Protocol; readonly parts: Partial<ServerParts>; readonly port: number } = {
  protocol,
  port: 8888,
  parts: {
    protocol, conditions, values,
    format: formatReply,
    // An upload comes over the connection itself.
    accept: (socket) => DataSocket.take(socket),
    channel: (socket, lineLimit, canonical) => new InlineChannel(socket, lineLimit, canonical),
    transfer: transferWith(() => new MarkedBody()),
  },
};
