import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomBytes } from 'node:crypto';

/** What makes one run unlike another: names and contents follow from the seed, so that no server can know them beforehand. */
interface Variation { readonly seed: string; readonly drawn: Map<string, number> }

const variations = new AsyncLocalStorage<Variation>();

/** Runs something with the names and contents of a seed: the same seed gives the same ones. */
export function withSeed<T>(seed: string, run: () => Promise<T>): Promise<T> {
  return variations.run({ seed, drawn: new Map() }, run);
}

/** Eight hexadecimal digits for names: by the seed for what they are drawn for and how often, else at random. */
export function drawName(purpose: string): string {
  const variation = variations.getStore();
  if (variation === undefined) return randomBytes(4).toString('hex');
  const count = (variation.drawn.get(purpose) ?? 0) + 1;
  variation.drawn.set(purpose, count);
  return digest(`${variation.seed}\n${purpose}\n${count}`).subarray(0, 4).toString('hex');
}

/** Whether there is a seed. */
export function hasVariation(): boolean { return variations.getStore() !== undefined; }

/** A number that contents are varied by; 0 where there is no seed. */
export function contentVariant(): number {
  const variation = variations.getStore();
  return variation === undefined ? 0 : digest(variation.seed).readUInt32BE() & 0x7fffffff;
}

function digest(text: string): Buffer { return createHash('sha256').update(text).digest(); }
