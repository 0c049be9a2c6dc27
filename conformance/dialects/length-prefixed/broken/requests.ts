import type { OpenChannel } from '../../../../src/server/channel.ts';
import type { Request } from '../../../../src/server/command-line.ts';
import { around, editing, faulty, rewriting } from './parts.ts';

const PREFIX = 4;

/** A channel that reads requests in a way of its own: given all bytes so far, the request or null. */
function reading(read: (bytes: Buffer) => string | null): OpenChannel {
  return (socket) => {
    const requests: Request[] = [];
    let bytes = Buffer.alloc(0);
    let done = false;
    return {
      requests, carriesData: true, blocked: false,
      take: (chunk) => {
        bytes = Buffer.concat([bytes, chunk]);
        const name = done ? null : read(bytes);
        if (name === null) return;
        done = true;
        requests.push({ on: 'GET', verb: 'GET', argument: name });
      },
      next: (ready) => (requests.length > 0 && ready(requests[0]!) ? requests.shift() : undefined),
      reply: (out) => { if (out.length > 0 && socket.writable) socket.write(out); },
      flush: () => {},
      room: async () => {},
    };
  };
}

export const requestFaults = [
  faulty({
    id: 'length-prefixed/one-receive-is-one-request', title: 'takes what one receive brings for the whole request', seen: 'students: recv without a loop',
    caughtBy: ['length-prefixed/reads-a-request-cut-anywhere', 'length-prefixed/reads-a-request-byte-by-byte', 'length-prefixed/refuses-a-cut-name-that-is-missing', 'length-prefixed/gives-nothing-to-half-a-request'],
    parts: () => ({ channel: reading((bytes) => bytes.toString('latin1', PREFIX, PREFIX + (bytes.length < PREFIX ? 0 : bytes.readUInt32BE()))) }),
  }),

  faulty({
    id: 'length-prefixed/waits-for-any-length', title: 'waits for as many bytes as the length says, however many', seen: 'students',
    caughtBy: ['length-prefixed/refuses-a-huge-length', 'length-prefixed/refuses-a-length-over-4096', 'length-prefixed/takes-a-verb-for-a-length', 'length-prefixed/example-a-length-that-no-name-has'],
    parts: () => ({ channel: reading((bytes) => (bytes.length < PREFIX || bytes.length < PREFIX + bytes.readUInt32BE() ? null : bytes.toString('latin1', PREFIX, PREFIX + bytes.readUInt32BE()))) }),
  }),

  faulty({
    id: 'length-prefixed/reads-1024-bytes', title: 'has a buffer of 1024 bytes for the name and waits for the rest', caughtBy: ['length-prefixed/refuses-a-name-of-4096-bytes'],
    parts: () => ({ channel: reading((bytes) => (bytes.length < PREFIX || bytes.length < PREFIX + bytes.readUInt32BE() || bytes.readUInt32BE() > 1024 ? null : bytes.toString('latin1', PREFIX, PREFIX + bytes.readUInt32BE()))) }),
  }),

  faulty({
    id: 'length-prefixed/everything-is-the-name', title: 'takes all that came for the name, beyond its length', caughtBy: ['length-prefixed/ignores-a-second-request', 'length-prefixed/ignores-a-line-end'],
    parts: () => ({ channel: reading((bytes) => (bytes.length < PREFIX || bytes.length < PREFIX + bytes.readUInt32BE() ? null : bytes.toString('latin1', PREFIX))) }),
  }),

  faulty({
    id: 'length-prefixed/greets', title: 'greets its clients', caughtBy: ['length-prefixed/says-nothing-first'],
    parts: () => ({ ...editing({ 'LEN-PRO-1': { reply: [[503]] } }), ...rewriting((answer) => (answer.length === 0 ? Buffer.from('220 hello\r\n') : answer)) }),
  }),

  faulty({
    id: 'length-prefixed/extra-bytes-end-the-download', title: 'breaks a download off when the client says more', caughtBy: ['length-prefixed/is-not-disturbed-by-bytes-meanwhile'],
    parts: () => around((run) => (session, prepared, signal) => {
      session.socket.on('data', () => session.socket.destroy());
      return run(session, prepared, signal);
    }),
  }),

  faulty({
    id: 'length-prefixed/a-fin-ends-the-download', title: 'breaks a download off when the client ends its side', seen: 'servers that poll for the end of the connection', caughtBy: ['length-prefixed/serves-a-client-that-ended-its-side'],
    parts: () => around((run) => (session, prepared, signal) => {
      if (session.socket.readableEnded) session.socket.destroy();
      session.socket.once('end', () => session.socket.destroy());
      return run(session, prepared, signal);
    }),
  }),
];
