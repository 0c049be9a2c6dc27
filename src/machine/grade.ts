import type { Protocol, Rule } from '../spec/model.ts';

/** How well a reply code fits what a row asks for; null when it does not. */
export type Grade = 'pass' | 'tolerated' | 'warn';

/**
 * Grades reply codes by the levels of the specification (RFC 1123 §4.1.2.11: the first digit is what a client acts on).
 *
 * - a code of the row itself is `pass`, or `tolerated` when the row is a habit;
 * - a code with the row's first digit that a standard lists for the verb is `pass`, one known as a habit `tolerated`;
 * - any other code with that first digit is `warn`;
 * - a code whose text clients parse cannot be replaced by another.
 */
export class Grader {
  private readonly parsed: ReadonlySet<number>;
  private readonly allowed: ReadonlyMap<string, { listed: ReadonlySet<number>; habits: ReadonlySet<number> }>;

  constructor(protocol: Protocol) {
    this.parsed = new Set(protocol.replies.filter((reply) => reply.parsed).map((reply) => reply.code));
    this.allowed = new Map(protocol.allowed.map((row) => [row.verb, { listed: new Set(row.listed), habits: new Set(row.habits) }]));
  }

  grade(rule: Rule, on: string, position: number, code: number): Grade | null {
    const alternatives = rule.reply[position];
    if (alternatives === undefined) return null;
    if (alternatives.includes(code)) return rule.level === 'HABIT' ? 'tolerated' : 'pass';
    // A habit stands for exactly what was seen, a permission for exactly what it permits, a later reply of a row for exactly what it says.
    if (rule.level === 'HABIT' || rule.level === 'MAY' || position > 0) return null;
    // 421 announces the end of the session: nothing else stands for it, and it stands for nothing else.
    if (code === 421 || alternatives.every((known) => known === 421)) return null;
    const first = Math.floor(code / 100);
    if (!alternatives.some((known) => Math.floor(known / 100) === first && !this.parsed.has(known)) || this.parsed.has(code)) return null;
    const allowed = this.allowed.get(on);
    if (allowed?.listed.has(code)) return 'pass';
    return allowed?.habits.has(code) ? 'tolerated' : 'warn';
  }
}

const graders = new WeakMap<Protocol, Grader>();

/** The grader of a protocol, made once. */
export function graderOf(protocol: Protocol): Grader {
  let grader = graders.get(protocol);
  if (grader === undefined) graders.set(protocol, (grader = new Grader(protocol)));
  return grader;
}
