import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { removeMade } from './remove-made.ts';

function disk(): { root: string; at: (path: string) => string } {
  const base = mkdtempSync(join(tmpdir(), 'ftpspec-made-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const root = join(base, 'served');
  mkdirSync(root);
  return { root, at: (path) => join(root, path) };
}

it('removes what was made, with what a server put into it, and takes what is gone for removed', () => {
  const { root, at } = disk();
  mkdirSync(at('ftpspec-1-d'));
  writeFileSync(at('ftpspec-1-d/stray'), '');
  writeFileSync(at('ftpspec-2.txt'), '');
  expect(removeMade(root, [{ verb: 'DELE', path: 'ftpspec-2.txt' }, { verb: 'DELE', path: '/ftpspec-3.txt' }, { verb: 'RMD', path: 'ftpspec-1-d' }])).toEqual([]);
  expect([existsSync(at('ftpspec-1-d')), existsSync(at('ftpspec-2.txt'))]).toEqual([false, false]);
});

it('leaves to the server what is not ours, what leads out and what a disk may write otherwise', () => {
  const { root, at } = disk();
  const outside = at('../outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'one'), '');
  symlinkSync(outside, at('ftpspec-1-d'));
  writeFileSync(at('precious.txt'), '');
  const made = ['precious.txt', '../ftpspec-1.txt', 'ftpspec-1-d/one', 'ftpspec-1-d/../precious.txt', 'ftpspec-é.txt'].map((path) => ({ verb: 'DELE' as const, path }));
  expect(removeMade(root, made)).toEqual(made);
  expect([existsSync(at('precious.txt')), existsSync(join(outside, 'one'))]).toEqual([true, true]);
});
