import type { Reply } from '../src/wire/reply.ts';
import { escapeBytes } from '../src/wire/escape.ts';
import { describe, type Session } from './session.ts';

/**
 * Sends bytes past the observer and takes one reply. For input that has a requirement of its own: the observer would
 * judge the reply by the rules of the verb, which say something else.
 * @param input a string is a line and gets its CR LF, each character one byte; bytes go as they are
 * @param rule the requirement that a missing reply violates
 */
export async function exchange(session: Session, input: string | Uint8Array, rule: string): Promise<Reply> {
  session.sendRaw(typeof input === 'string' ? line(input) : input, []);
  return nextReply(session, rule);
}

/** The next reply, unjudged; none is a violation of `rule`. */
export async function nextReply(session: Session, rule: string, timeout = session.timeout): Promise<Reply> {
  const arrival = await session.control.reply(timeout);
  if (arrival.kind === 'reply') return arrival.reply;
  const partial = arrival.partial.length === 0 ? '' : `, after ${escapeBytes(arrival.partial.subarray(0, 200))}`;
  return session.fail(rule, ['a reply'], arrival.kind === 'ended' ? `the server closed the control connection${partial}` : `no reply within ${Math.round(arrival.waited)} ms${partial}`);
}

/** A command line as bytes, one for each character. */
export function line(text: string): Buffer { return Buffer.from(`${text}\r\n`, 'latin1'); }

/** Takes the replies to commands sent ahead; each has to have the first digit of the code wanted, or be 215 or 257 where that is wanted. */
export async function inOrder(session: Session, wanted: readonly number[], rule: string, hint: string | null = null): Promise<void> {
  for (const [at, code] of wanted.entries()) {
    const reply = await nextReply(session, rule);
    session.require(fits(reply, code), rule, wanted.join(', then '), `${describe(reply)} as reply ${at + 1}`, hint);
  }
}

/** Whether a reply is what a check counts on: the first digit decides, but for the codes that tell replies apart. */
export function fits(reply: Reply, wanted: number): boolean {
  return wanted === 215 || wanted === 257 ? reply.code === wanted : Math.floor(reply.code / 100) === Math.floor(wanted / 100);
}
