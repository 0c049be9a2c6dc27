import type { Reply } from '../src/wire/reply.ts';
import type { Fixtures } from './fixtures.ts';
import type { Ground } from './ground.ts';
import { lackingCommands } from './lacking.ts';
import type { Ending } from './result.ts';
import type { Session } from './session.ts';
import { Stop } from './stop.ts';
import { Tester, type TesterParts } from './tester.ts';
import { saysNotImplemented } from '../src/wire/not-implemented.ts';

/**
 * Finds out whether a server greets, lets the user in, and serves a second client meanwhile. What fails here would fail
 * in every check: they are blocked by this one cause instead of waiting for it one by one.
 */
export async function probe(parts: Omit<TesterParts, 'fixtures' | 'ground'>, fixtures: Fixtures): Promise<Ground> {
  let lingers = false;
  const greeting = await reasonOf({ ...parts, fixtures }, (tester) => tester.session());
  const login = greeting ?? (await reasonOf({ ...parts, fixtures }, (tester) => tester.login(), (ending) => { lingers = ending === 'hung'; }));
  const noop = login === null ? await refusedNoop({ ...parts, fixtures }) : null;
  const second = login ?? (await reasonOf({ ...parts, fixtures }, async (tester) => {
    await tester.login();
    await tester.session();
  }));
  const writing = login !== null ? null : await refusedWriting({ ...parts, fixtures });
  const lacking = login === null ? await unknownCommands({ ...parts, fixtures }) : new Set<string>();
  return { greeting, login, second: second === null ? null : `a second client beside the first: ${second}`, writing, lingers, noop, lacking };
}

/** The code with which NOOP is refused as unknown, or null: many checks ask with it whether the session is in step. */
async function refusedNoop(parts: TesterParts): Promise<number | null> {
  const tester = new Tester(parts);
  if (!tester.table.commands.has('NOOP')) return null;
  try {
    const reply = await ask(await tester.login(), 'NOOP');
    return reply !== null && saysNotImplemented(reply.code) ? reply.code : null;
  } catch (error) {
    if (error instanceof Stop) return null;
    throw error;
  } finally {
    await tester.end();
  }
}

/** The commands that every server must have and this one does not know. */
async function unknownCommands(parts: TesterParts): Promise<Set<string>> {
  const tester = new Tester(parts);
  if (!tester.table.commands.has('PASV')) return new Set();
  try {
    return new Set((await lackingCommands(tester, await tester.login())).keys());
  } catch (error) {
    if (error instanceof Stop) return new Set();
    throw error;
  } finally {
    await tester.end();
  }
}

/** Refusals for want of a permission, not of a command (RFC 959 §4.2.2). */
const FORBIDDEN: ReadonlySet<number> = new Set([530, 532, 550, 553]);

/**
 * Why this user can write nothing at all, or null. One refusal may be a mistake of the server; a user to whom both a directory and a
 * file are forbidden was given to the suite against its contract, and proves nothing against the server.
 */
async function refusedWriting(parts: TesterParts): Promise<string | null> {
  const tester = new Tester(parts);
  if (!['MKD', 'STOR', 'PASV'].every((verb) => tester.table.commands.has(verb))) return null;
  try {
    const session = await tester.login();
    const made = await ask(session, `MKD ${tester.directory(tester.name('-d'))}`);
    if (made === null || !FORBIDDEN.has(made.code)) return null;
    await ask(session, 'PASV');
    const stored = await ask(session, `STOR ${tester.file(tester.name('.txt'))}`);
    return stored === null || !FORBIDDEN.has(stored.code) ? null : `the user may not write: MKD was answered ${made.code}, STOR ${stored.code}`;
  } catch (error) {
    if (error instanceof Stop) return null;
    throw error;
  } finally {
    await tester.end();
    await tester.cleanUp();
  }
}

async function ask(session: Session, line: string): Promise<Reply | null> {
  session.control.send(line);
  const arrival = await session.control.reply();
  return arrival.kind === 'reply' ? arrival.reply : null;
}

async function reasonOf(parts: TesterParts, step: (tester: Tester) => Promise<unknown>, ended: (ending: Ending) => void = () => {}): Promise<string | null> {
  const tester = new Tester(parts);
  try {
    await step(tester);
    return null;
  } catch (error) {
    if (error instanceof Stop) return error.reason;
    throw error;
  } finally {
    ended(await tester.end());
  }
}
