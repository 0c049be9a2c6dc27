import type { Protocol } from '../src/spec/model.ts';
import { ciSafeJson } from './escape-ci.ts';
import type { Log } from './log.ts';
import { summarize } from './summary.ts';

/** The whole log and its summary as one JSON document: `{ run, checks, end, summary }`. */
export function renderJson(log: Log, protocol: Protocol | null): string {
  const { run, checks, end } = log;
  return `${ciSafeJson(JSON.stringify({ run, checks, end, summary: summarize(log, protocol) }, null, 2))}\n`;
}
