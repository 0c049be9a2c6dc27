import { ACCOUNT_TO_LOG_IN } from '../src/wire/account-wanted.ts';
import type { Reply } from '../src/wire/reply.ts';
import { nextReply } from './exchange.ts';
import { NO_ACCOUNT_TO_LOG_IN } from './no-account.ts';
import type { Session } from './session.ts';
import { Stop } from './stop.ts';
import type { Testee } from './testee.ts';

/**
 * Goes on with a login where a reply to USER or PASS asks for the account (RFC 959 §4.1.1), judged. Returns the reply that ends it: to ACCT, or
 * the one given where no account is asked for.
 */
export async function nameAccount(session: Session, { account }: Testee, reply: Reply): Promise<Reply> {
  if (reply.code !== ACCOUNT_TO_LOG_IN) return reply;
  if (account === undefined) throw new Stop('blocked', NO_ACCOUNT_TO_LOG_IN);
  return session.command(`ACCT ${account}`, { 'account wrong': false, 'argument missing': false });
}

/** The same past the observer. Without an account the reply that asks for one is returned. */
export async function sendAccount(session: Session, { account }: Testee, reply: Reply, rule: string): Promise<Reply> {
  if (reply.code !== ACCOUNT_TO_LOG_IN || account === undefined) return reply;
  session.sendRaw(Buffer.from(`ACCT ${account}\r\n`), []);
  return nextReply(session, rule);
}

/** Names the account of a user who came in without it: it may be wanted where something is stored (532). A server that needs none may say so as it likes. */
export async function offerAccount(session: Session, { account }: Testee): Promise<void> {
  if (account === undefined) return;
  session.sendRaw(Buffer.from(`ACCT ${account}\r\n`), []);
  await session.control.reply();
}
