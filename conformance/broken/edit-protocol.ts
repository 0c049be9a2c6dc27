import { ftp } from '../../src/generated/ftp.ts';
import type { Protocol, Rule } from '../../src/spec/model.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';

type Row = Pick<Rule, 'in' | 'on'> & Partial<Rule>;

/** The parts of a server that follows another specification: rows changed, and rows put before all others. */
export function editProtocol(changes: Readonly<Record<string, Partial<Rule>>>, first: readonly Row[] = []): { protocol: Protocol } {
  const extra = first.map((row, at): Rule => ({ id: `WRONG-${at + 1}`, chapter: 'broken', when: 'otherwise', reply: [[200]], next: [], level: 'MUST', source: '', place: '', ...row }));
  return { protocol: { ...ftp, rules: [...extra, ...ftp.rules.map((rule) => ({ ...rule, ...changes[rule.id] }))] } };
}

/** Replies rewritten as text (one character a byte). */
export function rewriteReplies(change: (text: string, on: string) => string): Pick<ServerParts, 'reply'> {
  return { reply: (bytes, on) => Buffer.from(change(bytes.toString('latin1'), on), 'latin1') };
}

/** A reply that is sent twice. */
export function twice(answered: string): Pick<ServerParts, 'reply'> {
  return rewriteReplies((text, on) => (on === answered ? text + text : text));
}
