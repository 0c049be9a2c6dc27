import { expect, test } from 'vitest';
import { ClientRecord } from './client-record.ts';

test('keeps the latest hundred commands in order, and counts all', () => {
  const record = new ClientRecord();
  for (let count = 1; count <= 250; count += 1) record.answered('STAT', String(count), 200);
  record.answered('[idle too long]', '', 221);
  expect(record.history.map(({ command }) => command)).toEqual(Array.from({ length: 100 }, (_, at) => `STAT ${151 + at}`));
  expect(record.summary()).toMatchObject({ commands: 250, files: 0, bytes: { sent: 0, received: 0 } });
});

test('counts whole files, and the bytes of all', () => {
  const record = new ClientRecord();
  record.transferred('file', 10, true);
  record.transferred('upload', 20, true);
  record.transferred('file', 5, false);
  record.transferred('listing', 7, true);
  expect(record.summary()).toMatchObject({ files: 2, bytes: { sent: 22, received: 20 } });
});
