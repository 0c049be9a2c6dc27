import { kernelPort, kernelSockets, TABLES } from '../../src/client/kernel-sockets.ts';
import type { PlaySession } from './session.ts';

/** Port, state and inode of a socket, as the kernel lists it; 0A is one that listens. */
const SOCKET = /^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F:]+ (\w\w) (?:\S+ ){2}\S+ +\d+ +\d+ (\d+) /;

/** Milliseconds that most servers need at most to close what belongs to a session. */
const SOON = 50;
const MOMENT = 900;

/** What a step that belongs to a data connection meets when its session is over: no listener, and no connection. */
export async function lookForRemains(session: PlaySession, act: string): Promise<void> {
  const { subject: { timeout } } = session.stage;
  // Where the engine alone has done with it, it goes on.
  if ((act !== 'connect' && act !== 'receive') || session.blurred || !await session.until(() => session.link.standing !== 'open', timeout)) return;
  if (act === 'connect') return lookForListener(session);
  const open = session.lines.filter((line) => line.standing === 'open');
  if (open.length === 0) return;
  for (const line of open) line.flow();
  if (await session.until(() => open.every((line) => line.over), timeout)) return;
  session.problem('silence', 'left listening', { verb: null, expected: ['the end of the data connection'], actual: `the data connection is still open ${timeout} ms after the end of the session`, symptom: 'data connection open' });
}

/** Takes note of the socket that listens for a session which is about to end. */
export function noteListener({ port, memory, stage: { subject: { local } } }: PlaySession): void {
  memory.listener = local && port !== null && port.fresh ? listenerOn(port.number) : null;
}

/**
 * Nobody may listen any more on the port that the session was told and never used. The system is asked: a connection would be taken from
 * another session, where the port is that one's by now. For the same reason the socket has to be the same one.
 */
async function lookForListener(session: PlaySession): Promise<void> {
  const { port, memory: { listener }, stage: { subject: { timeout } } } = session;
  if (listener === null || port === null || session.lines.length > 0) return;
  session.memory.listener = null;
  const never = (): boolean => false;
  if (listenerOn(port.number) !== listener) return;
  await session.until(never, SOON);
  if (listenerOn(port.number) !== listener) return;
  // Who has said goodbye has closed what it had; who has to notice that somebody is gone may take its time.
  const wait = session.lastSent === 'QUIT' ? MOMENT : timeout;
  await session.until(never, wait);
  if (listenerOn(port.number) !== listener) return;
  session.problem('silence', 'left listening', { verb: null, expected: ['nobody listens on the port of a session that is over'], actual: `port ${port.number} is listened on ${wait} ms later`, symptom: 'still listens' });
}

/** What tells the socket that listens on a port of this machine from others; null where none does. */
function listenerOn(port: number): string | null {
  const wanted = kernelPort(port);
  for (const table of TABLES) {
    const found = listenerIn(table, wanted);
    if (found !== null) return found;
  }
  return null;
}

function listenerIn(table: string, wanted: string): string | null {
  for (const text of kernelSockets([table])) {
    for (const line of text.split('\n')) {
      const [, number, state, inode] = SOCKET.exec(line) ?? [];
      // Behind those that listen come the others, which may be thousands.
      if (state !== undefined && state !== '0A') return null;
      if (number === wanted) return inode!;
    }
  }
  return null;
}
