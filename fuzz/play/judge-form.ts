import type { Reply } from '../../src/wire/reply.ts';
import { describe } from './excerpt.ts';
import type { PlaySession } from './session.ts';

/** Reports a reply that is not written as RFC 959 §4.2 has it. One may have no text; the space behind its code then only should be there. */
export function judgeForm(session: PlaySession, reply: Reply): void {
  const fault = reply.faults.find((one) => one !== 'no-text');
  if (fault === undefined) return;
  const bare = fault === 'missing-space' && reply.lines.at(-1) === '';
  session.problem('form', bare ? 'bare code' : fault, { verb: session.pending[0]?.on ?? null, expected: ['a reply as RFC 959 writes it'], actual: `${describe(reply)} (${fault})`, symptom: fault }, !bare && fault !== 'inner-number');
}
