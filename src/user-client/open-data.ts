import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { FTPError, type Client, type FTPContext, type FTPResponse } from 'basic-ftp';
import { connectSocket } from '../client/connect.ts';
import { formatExtendedPort, formatHostPort, parseExtendedPassive, scanPassiveReply } from '../wire/host-port.ts';
import { DataStream } from './data-stream.ts';
import { RemoteError } from './remote-error.ts';

/** Makes the data connection of the next transfer and gives it to basic-ftp. */
export type OpenData = Client['prepareTransfer'];

/** The server listens: EPSV (RFC 2428 §3), or PASV for servers that do not know it. */
export function passiveData(timeout: number): OpenData {
  let extended = true;
  return async (ftp) => {
    if (extended) {
      try {
        const reply = await ftp.request('EPSV');
        return await reach(ftp, reply, parseExtendedPassive(reply.message), timeout);
      } catch (error) {
        // Refused for good, or answered with another command's reply: PASV from now on.
        if (!(error instanceof FTPError) || error.code < 500) throw error;
        extended = false;
      }
    }
    const reply = await ftp.request('PASV');
    return reach(ftp, reply, scanPassiveReply(reply.message)?.port ?? null, timeout);
  };
}

/** Always the host of the control connection: an address in a reply could point at anybody (RFC 2577 §3). */
async function reach(ftp: FTPContext, reply: FTPResponse, port: number | null, timeout: number): Promise<FTPResponse> {
  const host = ftp.socket.remoteAddress;
  if (host === undefined) throw new RemoteError('UNREACHABLE', 'the connection was lost');
  if (port === null) throw new RemoteError('REFUSED', `the reply names no port: ${reply.message}`, { reply: reply.code });
  const socket = await connectSocket({ host, port, timeout, halfOpen: false });
  const data = new DataStream();
  carry(data, socket, ftp);
  hand(ftp, data);
  return reply;
}

/** We listen, for one connection from the server: PORT, or EPRT over IPv6. */
export const activeData: OpenData = async (ftp) => {
  const { localAddress = '', remoteAddress } = ftp.socket;
  const listener = createServer({ noDelay: true });
  const data = new DataStream(() => listener.close());
  listener.on('connection', (socket) => {
    // Who guesses the port must not get the file (RFC 2577 §5).
    if (socket.remoteAddress !== remoteAddress) {
      socket.destroy();
      return;
    }
    listener.close();
    carry(data, socket, ftp);
  });
  try {
    const port = await listen(listener, localAddress);
    const host = localAddress.replace(/^::ffff:/i, '');
    const reply = await ftp.request(host.includes(':') ? `EPRT ${formatExtendedPort(host, port)}` : `PORT ${formatHostPort(host, port)}`);
    hand(ftp, data);
    return reply;
  } catch (error) {
    data.destroy();
    throw error;
  }
};

/** Over TLS where the control connection is: we are its client in active mode too (RFC 4217 §7). */
function carry(data: DataStream, raw: Socket, ftp: FTPContext): void {
  const control: unknown = ftp.socket;
  if (!(control instanceof TLSSocket)) {
    data.carry(raw, raw);
    return;
  }
  // The same session as the control connection's: servers ask for it, so that nobody else can take the connection.
  const session = control.getSession();
  data.carry(connectTls({ ...ftp.tlsOptions, socket: raw, ...(session !== undefined && { session }) }), raw);
}

function listen(listener: Server, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen({ host, port: 0 }, () => resolve((listener.address() as AddressInfo).port));
  });
}

/** basic-ftp declares a socket and uses it as a stream. */
function hand(ftp: FTPContext, data: DataStream): void {
  ftp.dataSocket = data as unknown as NonNullable<FTPContext['dataSocket']>;
}
