import type { Protocol, Rule } from './model.ts';

/** A reply that the reference server sends. */
export interface FirstReply {
  readonly rule: Rule;
  /** A verb, or an event in brackets. */
  readonly trigger: string;
  readonly code: number;
}

/** Every reply that the reference server can send: the first alternative of each, habits excepted. */
export function firstReplies(protocol: Protocol): FirstReply[] {
  return protocol.rules.filter((rule) => rule.level !== 'HABIT').flatMap((rule) =>
    rule.on.flatMap((trigger) =>
      rule.reply.flatMap(([code]) => (code === undefined ? [] : [{ rule, trigger, code }]))));
}
