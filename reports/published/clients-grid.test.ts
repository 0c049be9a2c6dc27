import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLIENTS } from '../../src/server/interop/clients.ts';
import { OPERATIONS, type OperationId } from '../../src/server/interop/operations.ts';

it('shows every client with every operation, as the tests have them', async () => {
  const published = await readFile(join(import.meta.dirname, 'clients.md'), 'utf8');
  const rows = published.split('\n').filter((line) => line.startsWith('| ')).slice(2).map((line) => line.split(' | ').map((cell) => cell.replaceAll('|', '').trim()));
  const wanted = Object.entries(OPERATIONS).map(([id, { title }]) => [title, ...CLIENTS.map(({ ways }) => ('no' in ways[id as OperationId] ? '–' : '✓'))]);
  expect(rows.map(([title, ...cells]) => [title, ...cells.map((cell) => cell[0])])).toEqual(wanted);
});
