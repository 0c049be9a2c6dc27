import type { Conditions } from '../session-state.ts';

/** Mechanisms of AUTH that all mean TLS: RFC 4217 §17, and SSL as the habit it is. */
const TLS: ReadonlySet<string> = new Set(['TLS', 'TLS-C', 'SSL']);

/** What is protected, and who has to be. */
export const securityConditions: Conditions = {
  'no mechanism offered': (session) => session.config.tls === null,
  'mechanism offered': (session, asked) => session.config.tls !== null && TLS.has(asked.argument.toUpperCase()),
  'protected anew': () => false,
  'protected from the start': (session) => session.implicit,
  'protection wanted first': (session, asked) => session.config.tls?.required === true && (asked.on === 'PROT' || !session.privateData),
  'clearing refused': (session) => session.config.tls?.clearing !== true,
};
