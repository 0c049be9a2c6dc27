import { isPlain, saysItsEnd } from '../../src/wire/representation/representation.ts';
import type { Ending, Step } from '../scenario.ts';
import { judgeCut } from './cut-by-quit.ts';
import { DataLine } from './data-line.ts';
import { bodyOf, formed, type Body } from './bodies.ts';
import type { PlaySession } from './session.ts';
import { hadStray, noteStray } from './strays.ts';

type DataStep = Extract<Step, { readonly act: 'connect' | 'receive' | 'stall' | 'half' | 'close' | 'reset' | 'keep' | 'upload' }>;

/** Milliseconds that a port may take that was asked for while something else was under way. */
const LATE = 300;
/** Milliseconds that a server gets to confirm a restart marker. */
const CONFIRMATION = 600;

/** Does something to the data connections of a session, and waits for what has to follow. */
export async function actOnData(session: PlaySession, step: DataStep): Promise<void> {
  switch (step.act) {
    case 'connect': return connect(session);
    case 'upload': return upload(session, step);
    case 'receive': for (const line of session.lines) line.flow(); return ended(session);
    case 'stall': session.spoiled = true; for (const line of session.lines) line.stall(); return;
    case 'keep': return session.reach.keep(session);
    case 'half': spoil(session); for (const line of session.lines) line.end(); return ended(session);
    case 'close': spoil(session); for (const line of session.lines) line.destroy(); return ended(session);
    case 'reset': spoil(session); for (const line of session.lines) line.reset(); return ended(session);
  }
}

/** What becomes of a transfer whose connection the client ends is open. */
function spoil(session: PlaySession): void { if (session.lines.length > 0) session.spoiled = true; }

async function connect(session: PlaySession): Promise<void> {
  // The port may still be on its way.
  if (session.lines.length === 0 && session.port?.fresh !== true) await session.until(() => session.port?.fresh === true || session.pending.length === 0 || session.link.standing !== 'open', LATE);
  const { port } = session;
  if (port === null || session.lines.length >= 8 || (!port.fresh && session.lines.length === 0)) return;
  const { subject, log } = session.stage;
  const line = DataLine.connect(subject.started.testee.host, port.number, session.number, log, () => session.changed());
  // A session that is ending takes its ports with it.
  const first = port.fresh && session.pending.length === 0;
  port.fresh = false;
  if (!first) noteStray(port.number);
  // Only the first is sure to be served.
  if (session.lines.length > 0) session.spoiled = true;
  session.lines.push(line);
  await session.until(() => line.standing !== 'connecting', subject.timeout);
  if (line.standing === 'refused' && first && !hadStray(port.number) && !session.reach.abandoned && !session.blurred && session.link.standing === 'open' && !session.observer.mayBeOver) session.problem('value', 'listening', { expected: [`port ${port.number} accepts a connection`], actual: 'the data connection was refused', symptom: 'refused' });
  if (line.over) session.lines.splice(session.lines.indexOf(line), 1);
}

async function upload(session: PlaySession, step: Extract<Step, { readonly act: 'upload' }>): Promise<void> {
  const { timeout } = session.stage.subject;
  if (session.door !== null && session.port === null && session.lines.length === 0 && session.transfer !== null) await session.until(() => session.lines.length > 0 || session.transfer === null, timeout);
  const { form } = session.place;
  const made = step.ending === 'bare' ? null : formed(step.size, step.text, form);
  const marked = made === null || MARKED[step.ending] === undefined ? null : session.memory.marks.body(session, made.file, MARKED[step.ending]!);
  if (marked !== null) return uploadMarked(session, marked, step.ending === 'broken');
  const body = made?.bytes ?? bodyOf(step.size, step.text);
  const says = form !== null && saysItsEnd(form) && made !== null;
  // Where there are no markers a body goes without.
  const ending = MARKED[step.ending] === undefined ? step.ending : step.ending === 'broken' ? 'reset' : says ? 'open' : 'end';
  const [line] = session.lines;
  if (line === undefined) return;
  if (session.body !== null || (ending !== 'end' && !(ending === 'open' && says))) session.spoiled = true;
  session.body = { bytes: body, file: made?.file ?? null, complete: says && ending === 'open' };
  if (ending === 'cut') {
    session.cutOff = line.secured || (says && session.transfer?.command.alone === true);
    line.cut(says ? body.subarray(0, Math.floor(body.length / 2)) : body);
    return ended(session);
  }
  session.memory.badForm = ending === 'bare' && form !== null && !isPlain(form);
  line.send(body);
  if (ending === 'open') return says ? ended(session) : undefined;
  if (ending === 'end' || ending === 'bare') line.end();
  else line.reset();
  for (const other of session.lines) if (other !== line) other.end();
  return ended(session);
}

/** What goes of a file for those endings that have to do with restart markers. */
const MARKED: Partial<Record<Ending, 'all' | 'first' | 'rest'>> = { marked: 'all', broken: 'first', resumed: 'rest' };

async function uploadMarked(session: PlaySession, body: Body, breaks: boolean): Promise<void> {
  const [line] = session.lines;
  if (line === undefined) return;
  if (session.body !== null || breaks) session.spoiled = true;
  session.body = body;
  const { marks } = session.memory;
  const before = marks.last;
  line.send(body.bytes);
  if (!breaks) return ended(session);
  // A server need not confirm markers.
  await session.until(() => marks.last !== before || session.transfer === null || session.link.standing !== 'open', CONFIRMATION);
  marks.breaks();
  line.reset();
  return ended(session);
}

/** Our part is done: the transfer, if one runs or was asked for, comes to its end. */
async function ended(session: PlaySession): Promise<void> {
  const { observer, link, stage: { subject: { timeout } } } = session;
  const gone = (): boolean => link.standing !== 'open';
  // Nobody connected, or the body is still to come: how long a server waits for that is its own business. So it is where nobody knows what it makes of what was sent.
  const unserved = (): boolean => session.blurred || session.transfer?.orphaned === true || (session.lines.length === 0 && !session.reach.nowhere(session) && (session.door === null || session.port !== null)) || (session.transfer?.outward === false && session.body?.complete !== true && session.lines.some((line) => !line.finished && !line.over));
  // A transfer that was given up before anybody connected is over when the server has said so.
  if (session.lines.length === 0 && session.pending.some(({ on }) => on === 'ABOR')) await session.until(() => session.pending.length === 0 || gone(), LATE);
  if (session.transfer === null && session.lastSent.toUpperCase() === 'ABOR' && session.pending.every(({ on }) => on === 'ABOR') && session.lines.length === 0 && observer.waiting && !session.blurred) {
    if (!await session.until(() => !observer.waiting || session.blurred || gone(), timeout)) session.problem('silence', 'abort', { verb: 'ABOR', expected: observer.expected(), actual: `no reply within ${timeout} ms after the first one`, symptom: 'no last reply' });
    return;
  }
  if (unserved()) return;
  if (session.transfer === null && session.pending.length > 0) await session.until(() => session.transfer !== null || session.pending.length === 0 || gone(), timeout);
  const mine = session.transfer;
  if (mine === null || unserved()) return;
  // Nobody will connect there.
  if (mine.told && session.reach.nowhere(session)) return mine.settle(true);
  // A server that has sent little may be done before its connection is seen here.
  if (mine.told && session.lines.length === 0 && !await session.until(() => session.lines.length > 0 || session.transfer !== mine || gone(), LATE)) return mine.settle(true);
  // Another transfer may begin at once; the second reply to an abort is still to come, but none to what was sent in clear behind AUTH.
  const missed = (): boolean => session.transfer === mine && !mine.told && !observer.waiting;
  const over = (): boolean => (session.transfer !== mine && (session.transfer !== null || session.awaitsTls || !observer.waiting)) || missed();
  // As long as bytes come the server is at work: a long listing takes its time.
  const received = (): number => session.lines.reduce((sum, line) => sum + line.received, 0);
  for (let seen = -1; seen !== received() && !over() && !gone() && !unserved();) {
    seen = received();
    await session.until(() => over() || gone() || unserved() || received() !== seen, timeout);
  }
  const ends = await session.until(() => over() || gone() || unserved(), 0);
  if (gone()) judgeCut(session);
  if (missed()) return mine.lose();
  if (ends || gone() || session.blurred) return;
  if (mine.told && session.lines.some((line) => line.over)) return mine.settle(true);
  if (session.transfer === mine && mine.told) {
    session.problem('silence', 'end of data', { verb: mine.verb, expected: ['the server closes the data connection after the last byte'], actual: `the data connection is still open ${timeout} ms after the last reply`, symptom: 'data connection open' });
  } else if (session.transfer === mine || session.pending.length === 0) {
    const nobody = mine.unreached && !session.breaksHandshake;
    session.problem('silence', session.breaksHandshake ? 'failed data handshake' : nobody ? 'default port' : session.transfer === mine ? 'completion' : 'abort', { verb: nobody ? null : mine.verb, expected: observer.expected(), actual: nobody ? `${mine.verb} has begun, and within ${timeout} ms there is neither a connection nor a reply` : `no reply within ${timeout} ms after the end of the data connection`, symptom: 'no last reply' });
  }
}
