import { kernelSockets, TABLES } from '../../src/client/kernel-sockets.ts';
import type { Subject } from '../subject.ts';
import { DataLine } from './data-line.ts';
import type { PlaySession } from './session.ts';

/** Port and state of a socket, as the kernel lists it; 0A is one that listens. */
const SOCKET = /^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F:]+ (\w\w) /;

/** Which session each port of a server was named to last. */
const owners = new WeakMap<Subject, Map<number, PlaySession>>();

/** Takes note of who was told of a port. */
export function namedLast(session: PlaySession, port: number): void {
  const { subject } = session.stage;
  let ports = owners.get(subject);
  if (ports === undefined) owners.set(subject, (ports = new Map()));
  ports.set(port, session);
}

/**
 * The session is over: on the port that it was told and never used nobody may listen any more. Only where the system says that somebody does is
 * a connection tried, as the port may be another session's by now; what counts is whether that stays.
 */
export async function lookForListener(session: PlaySession): Promise<void> {
  const { port, stage: { subject, log } } = session;
  if (!subject.local || port === null || !port.fresh || session.blurred || session.lines.length > 0) return;
  port.fresh = false;
  const mine = (): boolean => owners.get(subject)?.get(port.number) === session;
  // The server may still be closing it.
  await new Promise(setImmediate);
  if (!listens(port.number) || !mine()) return;
  const line = DataLine.connect(subject.started.testee.host, port.number, session.number, log, () => session.changed());
  const closed = await session.until(() => line.over, subject.timeout);
  line.destroy();
  if (closed || !mine()) return;
  session.problem('silence', 'left listening', { verb: null, expected: ['nobody listens on the port of a session that is over'], actual: `port ${port.number} takes connections`, symptom: 'still listens' });
}

function listens(port: number): boolean {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return TABLES.some((table) => {
    for (const text of kernelSockets([table])) {
      for (const line of text.split('\n')) {
        const [, number, state] = SOCKET.exec(line) ?? [];
        // Behind those that listen come the others, which may be thousands.
        if (state !== undefined && state !== '0A') return false;
        if (number === wanted) return true;
      }
    }
    return false;
  });
}
