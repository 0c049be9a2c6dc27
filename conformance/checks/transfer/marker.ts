import type { Reply } from '../../../src/wire/reply.ts';
import type { Session } from '../../session.ts';

/** More replies than any command has. */
const MOST = 6;

/**
 * Sends PWD and takes every reply before its 257: a wait for replies of which there may be one or two, without a wait for
 * nothing. The observer judges each.
 * @param rule what is violated where the 257 does not come
 */
export async function upToMarker(session: Session, rule: string): Promise<Reply[]> {
  session.send('PWD');
  const replies: Reply[] = [];
  while (replies.length < MOST) {
    const reply = await session.reply();
    if (reply.code === 257) return replies;
    replies.push(reply);
  }
  return session.fail(rule, ['a reply to each command'], `${MOST} replies and none to PWD`);
}
