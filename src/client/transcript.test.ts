import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Transcript } from './transcript.ts';

test('shows both connections of all sessions on one timeline, in milliseconds since its start', () => {
  let now = 1000;
  const transcript = new Transcript(() => now);
  transcript.record(1, 'control', 'sent', 'RETR a\r\n');
  now += 1.23456;
  transcript.record(2, 'control', 'note', 'connected');
  transcript.record(1, 'data', 'received', Buffer.from([0x1b, 0xff]));
  now += 10;
  transcript.record(1, 'control', 'received', Buffer.from('226 \r\n'));
  expect(transcript.events()).toEqual([
    { at: 0, session: 1, channel: 'control', direction: 'sent', data: 'RETR a\\r\\n' },
    { at: 1.23, session: 2, channel: 'control', direction: 'note', data: 'connected' },
    { at: 1.23, session: 1, channel: 'data', direction: 'received', data: '\\x1B\\xFF' },
    { at: 11.23, session: 1, channel: 'control', direction: 'received', data: '226 \\r\\n' },
  ]);
});

test('marks where a stream is cut, between head and tail, and leaves other streams whole', () => {
  const transcript = new Transcript(() => 0);
  const block = Buffer.alloc(1 << 20, 'x');
  const hash = createHash('sha256');
  transcript.record(1, 'control', 'sent', 'RETR big\r\n');
  for (let count = 0; count < 8; count += 1) {
    transcript.record(1, 'data', 'received', block);
    hash.update(block);
  }
  const events = transcript.events();
  expect(events.map(({ direction, data }) => [direction, data.length < 100 ? data : data.length])).toEqual([
    ['sent', 'RETR big\\r\\n'],
    ['received', 4096],
    ['note', '8380416 of 8388608 bytes received are not shown'],
    ['received', 4096],
  ]);
  expect(events[2]).toMatchObject({ bytes: 8 << 20, sha256: hash.digest('hex'), channel: 'data' });
});

test('does not see later changes of a buffer that it recorded', () => {
  const transcript = new Transcript();
  const bytes = Buffer.from('NOOP');
  transcript.record(1, 'control', 'sent', bytes);
  bytes.fill(0);
  expect(transcript.events()[0]?.data).toBe('NOOP');
});
