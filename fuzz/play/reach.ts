import type { Reply } from '../../src/wire/reply.ts';
import { fileAct } from '../oracle/file-acts.ts';
import type { DataLine } from './data-line.ts';
import { addressIn } from './doors.ts';
import type { Pending } from './pending.ts';
import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

/** What names a port of the server's. */
const PASSIVE: ReadonlySet<string> = new Set(['PASV', 'EPSV', 'LPSV']);

/** Where the data of a session go, as far as that is known, and whether a transfer can have ended as its last reply says. */
export class Reach {
  /** Nobody listens where data go: that is our end of the control connection, named or by default. */
  private deaf = true;
  /** The server has connected to our door. */
  served = false;
  /** A transfer was ended or given up since a port was named: nobody has to listen there any more. */
  abandoned = false;
  /** Bytes of an upload that has failed; null for none. */
  private failed: number | null = null;
  /** Connections to a port before the one that was named last. */
  private kept: { readonly port: number; readonly lines: readonly DataLine[] } | null = null;

  /** Whether a transfer can find nobody at the other end: it has to be refused at once, as our system refuses its connection. */
  nowhere(session: PlaySession): boolean {
    const { subject: { local, table } } = session.stage;
    return this.deaf && local && table.commands.has('PORT') && session.lines.length === 0;
  }

  note(session: PlaySession, { on, argument }: Pending, reply: Reply): void {
    // A refused address changes none.
    if (fileAct(on) === 'active' && reply.code < 300) this.deaf = addressIn(argument)?.port === session.link.localPort;
    else if (PASSIVE.has(on)) [this.deaf, this.abandoned] = [false, false];
    else if (on === 'ABOR') this.abandoned = true;
    if (on === 'ABOR' && session.transfer !== null && reply.code < 300) session.transfer.givenUp = true;
    // A server with one port has one queue.
    if (this.kept !== null && session.port?.number === this.kept.port) this.forget();
  }

  /** The connections that stand go on standing, and are none for what comes. */
  keep(session: PlaySession): void {
    if (session.port === null || session.transfer !== null || session.lines.length === 0) return;
    this.forget();
    this.kept = { port: session.port.number, lines: session.lines };
    session.lines = [];
  }

  forget(): void {
    for (const line of this.kept?.lines ?? []) line.destroy();
    this.kept = null;
  }

  /** A transfer has had its last reply. */
  ended(session: PlaySession, command: Pending, reply: Reply): void {
    const { on: verb, alone } = command;
    this.abandoned = true;
    const done = reply.code < 300;
    if (done && this.nowhere(session)) tell(session, 'nowhere', { verb, expected: ['425'], actual: `${reply.code}, and no connection`, symptom: 'done without a connection' });
    if (done && this.kept !== null && session.port?.fresh === false && this.kept.lines.some((line) => line.received > 0)) {
      tell(session, 'old port', { verb, expected: ['nothing on a connection to an earlier port'], actual: `${this.kept.lines.reduce((sum, line) => sum + line.received, 0)} bytes`, symptom: 'data on the port before' });
    }
    const [line, ...more] = session.lines;
    if (!alone || line === undefined || more.length > 0 || session.spoiled || session.blurred || line.secured || session.link.secured || command.orphaned) return;
    if (reply.code === 425 && session.port !== null && command.connected) tell(session, 'connected', { verb, expected: ['a transfer over the connection that stands'], actual: '425', symptom: 'no connection though there is one' });
    if (/^(store|append)$/.test(fileAct(verb) ?? '')) this.uploaded(session, command, reply);
  }

  /** What a disk does not take because of the disk it does not take when it is more either. */
  private uploaded(session: PlaySession, { on: verb, place }: Pending, reply: Reply): void {
    const size = session.body?.bytes.length;
    if (size === undefined || place.ascii === null || place.restart !== 0) return;
    if (reply.code >= 400) this.failed = size;
    else if (this.failed !== null && size > this.failed) tell(session, this.failed === 0 ? 'empty file' : 'stored', { verb, expected: [`${this.failed} bytes stored, as ${size} are`], actual: 'an upload that fails', symptom: 'less is not stored' });
  }
}
