import type { runTransfer, TransferEnd } from '../../server/transfer.ts';
import type { Body } from './body.ts';
import { InlineChannel } from './channel.ts';
import { receiveBody } from './receive-body.ts';
import { sendBody } from './send-body.ts';

/** Makes the effect that moves files on the session's own connection; `newBody` says how an upload is framed. */
export function transferWith(newBody: () => Body): typeof runTransfer {
  return async (session, prepared, signal): Promise<TransferEnd> => {
    const { channel, socket } = session;
    if (!(channel instanceof InlineChannel)) throw new TypeError('the session has another channel');
    const options = { signal, stallLimit: session.config.dataLimit, progress: (bytes: number) => { session.progress = bytes; } };
    switch (prepared.kind) {
      case 'file': {
        const { handle, facts } = prepared.file;
        const sent = await sendBody(handle, facts.size, socket, options);
        await handle.close();
        return sent ? '[data done]' : '[source failed]';
      }
      case 'upload': return receiveBody(channel, newBody(), prepared.upload, options);
      case 'listing': throw new TypeError('a listing is a reply here');
    }
  };
}
