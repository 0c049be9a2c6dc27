import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { scriptedServer } from './scripted-server.ts';
import { flush, writePieces } from './write-bytes.ts';

test('answers for a socket that is destroyed while it writes', async () => {
  const socket = connect(await scriptedServer(onTestFinished, () => {}), '127.0.0.1');
  await new Promise((resolve) => { socket.once('connect', resolve); });
  const outcome = writePieces(socket, [Buffer.alloc(64 << 20)], 5000, () => {});
  setImmediate(() => socket.destroy());
  expect(await outcome).toEqual({ how: 'reset', bytes: 0 });
  expect(await flush(socket, 5000)).toBe('reset');
});
