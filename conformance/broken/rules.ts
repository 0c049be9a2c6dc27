import type { Protocol, Rule } from '../../src/spec/model.ts';
import { fault, type Fault } from './fault.ts';
import { occasionOf } from './occasions.ts';

/**
 * One faulty server for each rule row that replies: it answers with a code of the opposite meaning. Computed from the
 * rules, so a new row has its faulty server at once.
 */
export function ruleFaults(protocol: Protocol): Fault[] {
  return protocol.rules.flatMap((rule) => {
    const code = rule.reply[0]?.[0];
    if (code === undefined || rule.level === 'HABIT') return [];
    const wrong = wrongCode(protocol, rule, code);
    const { config, parts } = occasionOf(protocol, rule);
    return [fault({
      id: `rules/${rule.id}-${wrong}`,
      title: `answers ${wrong} instead of ${code} where ${rule.id} applies`,
      seen: null,
      caughtBy: [],
      ...(Object.keys(parts).length > 0 && { shows: String(wrong) }),
      config: config ?? {},
      parts: () => {
        const own = occasionOf(protocol, rule).parts;
        return { ...own, protocol: withReply(own.protocol ?? protocol, rule, wrong) };
      },
    })];
  });
}

/** A code whose first digit no server may use here: what is optional may be refused, so there it is neither 2 nor 5. */
function wrongCode(protocol: Protocol, rule: Rule, code: number): number {
  const digits = new Set(protocol.rules.filter((other) => other.when === rule.when && other.on.some((on) => rule.on.includes(on))).flatMap((other) => other.reply[0] ?? []).map((one) => Math.floor(one / 100)));
  const unknowable = protocol.conditions.some((condition) => condition.phrase === rule.when && condition.sends === null);
  if (unknowable || (digits.has(2) && digits.has(5))) return Math.floor(code / 100) === 3 ? 200 : 350;
  // What a transfer ends with may be good or bad: the client cannot know which.
  if (protocol.events.some(({ name, from }) => from === 'host' && name === rule.on[0])) return 350;
  return code >= 400 ? 200 : 553;
}

function withReply(protocol: Protocol, rule: Rule, code: number): Protocol {
  return { ...protocol, rules: protocol.rules.map((other) => (other.id === rule.id ? { ...other, reply: [[code], ...other.reply.slice(1)] } : other)) };
}
