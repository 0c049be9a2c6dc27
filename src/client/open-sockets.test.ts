import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { openSockets, registerSocket, socketsLeftOpen } from './open-sockets.ts';

test('names what is left open, and is content once it is closed', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  registerSocket(server, 'a listener');
  expect(openSockets()).toEqual(['a listener']);
  expect(await socketsLeftOpen(20)).toEqual(['a listener']);
  const left = socketsLeftOpen(5000);
  server.close();
  expect(await left).toEqual([]);
});
