import { pattern } from '../fixtures.ts';
import { pythonValue } from '../../export/python-text.ts';

/** Seeds that fixtures are made with, and the smallest that is worth a call. */
const SEEDS = Array.from({ length: 32 }, (_, seed) => seed);
const LITERAL = 200;

/** Files by path as a Python dictionary: what a pattern makes is written down as that. Paths are text of Unicode. */
export function fixtureLines(name: string, files: Readonly<Record<string, Buffer>>): string {
  return `${name} = {\n${Object.entries(files).map(([path, bytes]) => `    ${JSON.stringify(path)}: ${content(bytes)},`).join('\n')}\n}`;
}

function content(bytes: Buffer): string {
  const seed = bytes.length < LITERAL ? undefined : SEEDS.find((one) => pattern(bytes.length, one).equals(bytes));
  return seed === undefined ? pythonValue(bytes) : `pattern(${bytes.length}, ${seed})`;
}
