import type { TlsLayer } from '../../tls/tls-layer.ts';
import type { DataStream, Reader } from './data-socket.ts';

/** A data connection under TLS. It is whole only when the peer has said close_notify. */
export function protectedStream(layer: TlsLayer): DataStream {
  const { socket } = layer;
  return Object.defineProperties(socket, {
    isWhole: { get: () => layer.saidFarewell },
    readInto: { value: (reader: Reader) => socket.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length;) {
        const copied = chunk.copy(reader.room(), 0, at);
        at += copied;
        if (!reader.filled(copied)) socket.pause();
      }
    }) },
  }) as unknown as DataStream;
}
