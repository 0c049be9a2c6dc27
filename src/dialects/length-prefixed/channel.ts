import type { Socket } from 'node:net';
import type { Channel, OpenChannel } from '../../server/channel.ts';
import type { Request } from '../../server/command-line.ts';
import { RequestReader, type POSITION } from './request-reader.ts';

/** The server's end of a connection that carries one request and its answer. */
export class OneRequestChannel implements Channel {
  readonly requests: Request[] = [];
  /** A client that has only ended its side still gets its answer (LEN-PRO-R17); one that is gone resets the connection. */
  readonly carriesData = true;
  readonly blocked = false;
  /** The position that the request names; 0 without one. */
  position = 0;
  private readonly socket: Socket;
  private readonly reader: RequestReader;

  constructor(socket: Socket, tail: 0 | typeof POSITION = 0) {
    this.socket = socket;
    this.reader = new RequestReader(tail);
  }

  take(chunk: Buffer): void {
    const request = this.reader.push(chunk);
    if (request?.kind === 'name') {
      this.position = request.position;
      this.requests.push({ on: 'GET', verb: 'GET', argument: request.name.toString('latin1') });
    }
    if (request?.kind === 'too long') this.requests.push({ on: '[name too long]', verb: '', argument: '' });
  }

  next(ready: (request: Request) => boolean): Request | undefined {
    return this.requests.length > 0 && ready(this.requests[0]!) ? this.requests.shift() : undefined;
  }

  /** Nothing shares a segment with an answer: it goes out at once. */
  reply(bytes: Buffer): void {
    if (bytes.length > 0 && this.socket.writable) this.socket.write(bytes);
  }

  flush(): void {}

  async room(): Promise<void> {}
}

export const openChannel: OpenChannel = (socket) => new OneRequestChannel(socket);
