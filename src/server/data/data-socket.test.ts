import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { DataSocket, type Reader } from './data-socket.ts';

/** An accepted connection and its peer; the server takes one connection and is told when nothing is left of it. */
async function pair(): Promise<{ ours: DataSocket; theirs: Socket; serverClosed: Promise<unknown> }> {
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const theirs = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
  const [accepted] = (await once(server, 'connection')) as [Socket];
  const ours = DataSocket.take(accepted);
  onTestFinished(() => { ours.destroy(); theirs.destroy(); });
  return { ours, theirs, serverClosed: new Promise((resolve) => server.close(resolve)) };
}

it('is a socket like any other without a reader', async () => {
  const { ours, theirs } = await pair();
  expect(ours.remoteAddress).toBe('127.0.0.1');
  theirs.end('some text');
  let got = '';
  ours.on('data', (chunk: Buffer) => { got += String(chunk); });
  await once(ours, 'end');
  expect(got).toBe('some text');
  ours.end('answer');
  expect(await text(theirs)).toBe('answer');
});

it('leaves nothing of the socket that it was accepted as', async () => {
  const { ours, serverClosed } = await pair();
  await serverClosed;
  expect(ours.destroyed).toBe(false);
});

it('fills the rooms of its reader in order, stopping whenever it is told to', async () => {
  const { ours, theirs } = await pair();
  const content = randomBytes(300_000);
  const got = Buffer.alloc(content.length + 7000);
  let length = 0;
  let stops = 0;
  const reader: Reader = {
    // Rooms smaller than a segment: what was asked for before there was a reader must be cut.
    room: () => got.subarray(length, length + 7000),
    filled: (bytes) => {
      length += bytes;
      if (length % 7000 !== 0) return true;
      stops += 1;
      setImmediate(() => ours.resume());
      return false;
    },
  };
  ours.readInto(reader);
  ours.resume();
  theirs.end(content);
  await once(ours, 'end');
  expect(got.subarray(0, length).equals(content)).toBe(true);
  expect(stops).toBeGreaterThan(0);
});
