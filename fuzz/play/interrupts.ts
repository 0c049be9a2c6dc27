import type { Reply } from '../../src/wire/reply.ts';
import type { Pending } from './pending.ts';
import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

/** What a server makes of ABOR as RFC 959 §4.1.3 wants it to be sent, behind Telnet IP and DM: the same as of the verb alone. */
export class Interrupts {
  private known = false;

  note(session: PlaySession, { on, lenient }: Pending, reply: Reply): void {
    if (on !== 'ABOR') return;
    if (lenient === null) this.known ||= reply.code < 300;
    else if (this.known && lenient === 'interrupt' && reply.code >= 500) tell(session, 'interrupt', { verb: on, expected: ['225 or 226, as to ABOR alone'], actual: String(reply.code), symptom: 'not behind Telnet commands' });
  }
}
