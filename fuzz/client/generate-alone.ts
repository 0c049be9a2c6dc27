import * as fc from 'fast-check';
import type { Call, Trick } from './scenario.ts';
import { triggers } from './triggers.ts';

/** Names that need no quotes anywhere: how a command is told of others is a matter of its words, not of the client. */
const NAMES = { get: ['small.txt', 'big.bin', 'big.bin', 'empty.bin', 'missing'], put: ['new.bin', 'new.bin', 'other.txt', 'small.txt'] };

const one: fc.Arbitrary<Call> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NAMES.get).map((path): Call => ({ call: 'download', path, startAt: 0 })) },
  { weight: 3, arbitrary: fc.record({ call: fc.constant('upload' as const), path: fc.constantFrom(...NAMES.put), local: fc.constantFrom('up.bin', 'up.txt') }) },
  { weight: 3, arbitrary: fc.constant<Call>({ call: 'list', path: '' }) },
);

/** What a command can be asked that does one thing and ends: one to three of them, one after the other. */
export const aloneCalls: fc.Arbitrary<Call[]> = fc.array(one, { minLength: 1, maxLength: 3 });

/** Whether a command can be asked for it. */
export function isAlone(call: Call): boolean {
  if (call.call === 'download') return call.startAt === 0 && NAMES.get.includes(call.path);
  return call.call === 'upload' ? NAMES.put.includes(call.path) : call.call === 'list' && call.path === '';
}

/** Ways to have a trick played by such calls; one for every session to meet where any would do. */
export function aloneTriggers(trick: Trick): readonly (readonly Call[])[] {
  const ways = triggers(trick).filter((way) => way.every(isAlone));
  return ways.length > 0 ? ways : [[{ call: 'download', path: 'small.txt', startAt: 0 }]];
}
