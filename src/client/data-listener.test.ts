import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { DataListener } from './data-listener.ts';
import { socketsLeftOpen } from './open-sockets.ts';
import { Transcript } from './transcript.ts';

async function listen(host = '127.0.0.1', port?: number) {
  const transcript = new Transcript();
  const listener = await DataListener.open({ host, transcript, session: 1, ...(port === undefined ? {} : { port }) });
  onTestFinished(() => listener.close());
  return { listener, transcript };
}

function serverConnects({ host, port }: DataListener): Socket {
  const socket = connect(port, host);
  socket.on('error', () => {});
  onTestFinished(() => { socket.destroy(); });
  return socket;
}

test.for([['127.0.0.1', 4], ['::1', 6]] as const)('accepts the connection of a server on %s', async ([host, family]) => {
  const { listener, transcript } = await listen(host);
  expect(listener.family).toBe(family);
  const socket = serverConnects(listener);
  socket.end('list');
  const data = await listener.accept(5000);
  expect(data?.remoteAddress).toBe(host);
  expect(data?.remotePort).toBe(socket.localPort);
  expect(await data?.receive({ deadline: 5000 })).toEqual({ bytes: Buffer.from('list'), how: 'end' });
  expect(transcript.events().map(({ data: text }) => text)).toContain('list');
});

test('keeps a connection that came before it was awaited', async () => {
  const { listener } = await listen();
  const socket = serverConnects(listener);
  await new Promise((resolve) => { socket.once('connect', resolve); });
  const data = await listener.accept(5000);
  expect(data).not.toBeNull();
  data?.destroy();
});

test('gives null when nobody comes, or when it is closed', async () => {
  const { listener } = await listen();
  expect(await listener.accept(20)).toBeNull();
  const waiting = listener.accept(5000);
  await listener.close();
  expect(await waiting).toBeNull();
  expect(await listener.accept(5000)).toBeNull();
});

test('frees the port and drops who was not accepted', async () => {
  const { listener } = await listen();
  const socket = serverConnects(listener);
  const gone = new Promise((resolve) => { socket.once('close', resolve); });
  socket.resume();
  await new Promise((resolve) => { socket.once('connect', resolve); });
  const accepted = await listener.accept(5000);
  const late = serverConnects(listener);
  await new Promise((resolve) => { late.once('connect', resolve); });
  await listener.close();
  const { listener: again } = await listen('127.0.0.1', listener.port);
  expect(again.port).toBe(listener.port);
  accepted?.destroy();
  await gone;
});

test('says why it cannot listen', async () => {
  const { listener } = await listen();
  await expect(listen('127.0.0.1', listener.port)).rejects.toMatchObject({ name: 'ClientError', code: 'address-not-available' });
  await expect(listen('192.0.2.1')).rejects.toMatchObject({ code: 'address-not-available' });
});

test('has left nothing open', async () => {
  expect(await socketsLeftOpen(5000)).toEqual([]);
});
