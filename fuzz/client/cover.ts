import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket, type TLSSocketOptions } from 'node:tls';
import { REFERENCE_TLS } from '../../conformance/reference-tls.ts';
import { ftp } from '../../src/generated/ftp.ts';
import { TlsLayer } from '../../src/tls/tls-layer.ts';
import { ReplyReader, type Reply } from '../../src/wire/reply.ts';

/** What is said to the commands that belong to TLS, behind the code that the specification gives. */
const TEXTS: Readonly<Record<string, string>> = { AUTH: 'AUTH command okay; expecting TLS negotiation.', PBSZ: 'PBSZ=0.', PROT: 'Protection level set.' };

/** TLS towards a client. The server behind it speaks in clear, so that all of it can be seen and changed. */
export class Cover {
  /** It begins with the connection. */
  readonly implicit: boolean;
  private readonly secureContext = createSecureContext({ cert: REFERENCE_TLS.certificate, key: REFERENCE_TLS.key, sessionIdContext: 'front' });

  constructor(implicit: boolean) { this.implicit = implicit; }

  /** Takes a connection over, as the server of TLS. */
  put(socket: Socket): TlsLayer {
    const layer = new TlsLayer(socket, (beneath) => new TLSSocket(beneath, { isServer: true, secureContext: this.secureContext, allowHalfOpen: true } as TLSSocketOptions));
    layer.socket.on('error', () => {});
    return layer;
  }

  /** The answer to a command of TLS; null to others, which are the server's. */
  answer(verb: string): Reply | null {
    const text = TEXTS[verb];
    if (text === undefined) return null;
    const code = ftp.rules.filter(({ on }) => on.includes(verb)).flatMap(({ reply }) => reply.flat()).find((one) => one >= 200 && one < 300)!;
    return new ReplyReader().push(Buffer.from(`${code} ${text}\r\n`))[0]!;
  }
}
