import type { Reply } from '../../src/wire/reply.ts';
import type { Untruth } from './told.ts';

/** What is missing in a refusal that has to name what could be had. */
export function refusalUntruth(reply: Reply): Untruth | null {
  if (reply.code !== 522 && reply.code !== 521) return null;
  const text = reply.lines.join(' ');
  if (reply.code === 522 && /protocol/i.test(text) && !/\(\d+(,\d+)*\)/.test(text)) return { demand: 'protocols told', expected: '522 text (1,2)', symptom: 'no protocols' };
  if (reply.code === 521 && /famil/i.test(text) && !/\(\d+(,\d+)*\)/.test(text)) return { demand: 'families told', expected: '521 text (4,6)', symptom: 'no families' };
  return null;
}
