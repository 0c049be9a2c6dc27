import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { DataConnection } from './data-connection.ts';
import { socketsLeftOpen } from './open-sockets.ts';
import { deferred, readExactly, scriptedServer, standstill } from './scripted-server.ts';
import { Transcript } from './transcript.ts';

async function connectTo(script: (socket: Socket) => void, host = '127.0.0.1') {
  const port = await scriptedServer(onTestFinished, script, host);
  const transcript = new Transcript();
  const data = await DataConnection.connect({ host, port, timeout: 5000, transcript, session: 1 });
  onTestFinished(() => data.destroy());
  return { data, transcript };
}

const deadline = 5000;

test('receives until the end, and answers FIN with FIN', async () => {
  const closed = deferred();
  const { data, transcript } = await connectTo((socket) => {
    socket.end('line\r\n');
    socket.resume().once('end', closed.resolve);
  });
  expect(await data.receive({ deadline })).toEqual({ bytes: Buffer.from('line\r\n'), how: 'end' });
  await closed.promise;
  expect(transcript.events().filter(({ direction }) => direction === 'received')).toMatchObject([{ channel: 'data', data: 'line\\r\\n' }]);
  expect(await data.receive({ deadline })).toEqual({ bytes: Buffer.alloc(0), how: 'end' });
});

test('leaves its side open after the end when asked', async () => {
  const { data } = await connectTo((socket) => { socket.end('x'); void readExactly(socket, 2).then(() => socket.destroy()); });
  expect(await data.receive({ deadline, halfOpen: true })).toMatchObject({ how: 'end' });
  expect(await data.send(Buffer.from('yz'), { deadline })).toEqual({ how: 'sent', bytes: 2 });
});

test('keeps what came before a reset, even when nobody received yet', async () => {
  const { data } = await connectTo((socket) => {
    socket.write('half', () => socket.on('data', () => socket.resetAndDestroy()));
  });
  await data.send(Buffer.from('go'), { deadline });
  expect(await data.closed).toBe('reset');
  expect(await data.receive({ deadline })).toEqual({ bytes: Buffer.from('half'), how: 'reset' });
  expect(await data.send(Buffer.from('more'), { deadline })).toEqual({ how: 'reset', bytes: 0 });
});

test('tells silence, and goes on when the server does', async () => {
  const { data } = await connectTo((socket) => { socket.write('a'); socket.on('data', () => socket.end('b')); });
  expect(await data.receive({ deadline: 50 })).toEqual({ bytes: Buffer.from('a'), how: 'silence' });
  await data.send(Buffer.from('go'), { deadline });
  expect(await data.receive({ deadline })).toEqual({ bytes: Buffer.from('b'), how: 'end' });
});

test('stops a server that drips', async () => {
  const { data } = await connectTo((socket) => {
    const drip = (): void => { if (!socket.destroyed) socket.write('.', () => setImmediate(drip)); };
    drip();
  });
  expect(await data.receive({ deadline, total: 100 })).toMatchObject({ how: 'limit' });
});

test('returns at the limit and keeps the rest for later', async () => {
  const { data } = await connectTo((socket) => socket.end('0123456789'));
  expect(await data.receive({ deadline, limit: 4 })).toEqual({ bytes: Buffer.from('0123'), how: 'limit' });
  expect(await data.receive({ deadline, limit: 4 })).toEqual({ bytes: Buffer.from('4567'), how: 'limit' });
  expect(await data.receive({ deadline })).toEqual({ bytes: Buffer.from('89'), how: 'end' });
});

test('refuses a second reader', async () => {
  const { data } = await connectTo(() => {});
  const first = data.receive({ deadline: 50 });
  await expect(data.receive({ deadline: 50 })).rejects.toMatchObject({ code: 'busy' });
  expect(await first).toMatchObject({ how: 'silence' });
});

test('digests a body too large to hold', async () => {
  const block = Buffer.alloc(1 << 20, 'abc');
  const hash = createHash('sha256');
  for (let count = 0; count < 100; count += 1) hash.update(block);
  const { data, transcript } = await connectTo((socket) => {
    const more = (left: number): void => { if (left === 0) socket.end(); else socket.write(block, () => more(left - 1)); };
    more(100);
  });
  const sha256 = hash.digest('hex');
  expect(await data.receiveHash({ deadline })).toEqual({ bytes: 100 << 20, sha256, how: 'end' });
  expect(transcript.events().find(({ bytes }) => bytes !== undefined)).toMatchObject({ bytes: 100 << 20, sha256 });
});

test('holds back a server that sends before anyone receives', async () => {
  let taken = 0;
  const block = Buffer.alloc(1 << 20);
  const { data } = await connectTo((socket) => {
    const more = (): void => { socket.write(block, (error) => { if (!error) { taken += 1; if (taken < 64) more(); else socket.end(); } }); };
    more();
  });
  expect(await standstill(() => taken)).toBeLessThan(64);
  expect(await data.receiveHash({ deadline })).toMatchObject({ bytes: 64 << 20, how: 'end' });
});

test('takes nothing while it is paused, and all of it afterwards', async () => {
  const { data, transcript } = await connectTo((socket) => { socket.on('data', () => socket.end('late')); });
  const received = () => transcript.events().filter(({ direction }) => direction === 'received').length;
  data.pause();
  await data.send(Buffer.from('go'), { deadline });
  expect(await standstill(received)).toBe(0);
  expect(await data.receive({ deadline })).toEqual({ bytes: Buffer.from('late'), how: 'end' });
});

test('sends at the pace of the server, and tells when it stops taking', async () => {
  const body = Buffer.alloc(32 << 20, 'body');
  const digest = deferred<string>();
  const { data } = await connectTo((socket) => {
    const hash = createHash('sha256');
    socket.on('data', (chunk) => hash.update(chunk)).on('end', () => { digest.resolve(hash.digest('hex')); socket.end(); });
  });
  expect(await data.send(body, { deadline })).toEqual({ how: 'sent', bytes: body.length });
  data.end();
  expect(await digest.promise).toBe(createHash('sha256').update(body).digest('hex'));
  expect(await data.closed).toBe('clean');

  const { data: stuck } = await connectTo((socket) => socket.pause());
  const outcome = await stuck.send(body, { deadline: 100 });
  expect(outcome.how).toBe('silence');
  expect(outcome.bytes).toBeLessThan(body.length);
});

test('tells when the server resets during an upload', async () => {
  const { data } = await connectTo((socket) => socket.once('data', () => socket.resetAndDestroy()));
  expect(await data.send(Buffer.alloc(64 << 20), { deadline })).toMatchObject({ how: 'reset' });
});

test('resets', async () => {
  const broken = deferred<string | undefined>();
  const { data } = await connectTo((socket) => socket.on('error', (error: NodeJS.ErrnoException) => broken.resolve(error.code)).resume());
  data.reset();
  expect(await broken.promise).toBe('ECONNRESET');
});

test('connects over IPv6', async () => {
  const { data } = await connectTo((socket) => socket.end('six'), '::1');
  expect(data).toMatchObject({ remoteAddress: '::1', localAddress: '::1' });
  expect(await data.receive({ deadline })).toMatchObject({ bytes: Buffer.from('six') });
});

test('says why it cannot connect, and notes it', async () => {
  const transcript = new Transcript();
  await expect(DataConnection.connect({ host: '127.0.0.1', port: 1, timeout: 5000, transcript, session: 3 })).rejects.toMatchObject({ code: 'refused' });
  expect(transcript.events()).toMatchObject([{ session: 3, channel: 'data', direction: 'note' }]);
});

test('has left nothing open', async () => {
  expect(await socketsLeftOpen(5000)).toEqual([]);
});
