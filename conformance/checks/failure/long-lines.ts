import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { exchange, line } from '../../exchange.ts';
import { stillWorks } from '../still-works.ts';

const RULE = 'FTP-FAI-R5';
const HINT = 'When the buffer is full, remember that the line is too long, throw bytes away until LF, then reply 500 once.';

/** Lines longer than any buffer: answered once, or the end of the session, never taken for several commands. */
export const longLineChecks: readonly Check[] = [
  longLine('1-kib', 1024, 'CWD'),
  longLine('8-kib', 8192, 'CWD'),
  longLine('100-kib', 102_400, 'CWD'),
  longLine('a-long-verb-of-8-kib', 8192, null),

  check('failure/long-line-before-login', 'takes a new client after a name of 100 KiB', ['FTP-FAI-R4', RULE], async (tester) => {
    const session = await tester.session();
    session.sendRaw(line(`USER ${'a'.repeat(102_400)}`), []);
    await session.control.reply();
    await stillWorks(tester, 'FTP-FAI-R4');
  }, { verbs: ['USER'] }),

  // CVE-2008-4242: what follows the first bufferful was executed as a command of its own.
  check('failure/long-line-hides-no-command', 'executes nothing that stands inside a line that is too long', [RULE], async (tester) => {
    const session = await tester.login();
    const victim = await tester.place(session, Buffer.from('kept'));
    // A server that cuts lines at 512, 1024, … 8192 bytes finds a whole command in the second piece.
    const blocks = [512, 1024, 2048, 4096, 8192].map((size) => command(`DELE ${'./'.repeat(size)}`, victim, size));
    session.sendRaw(line(`NOOP ${'x'.repeat(507)}${blocks.join('')}`), []);
    await session.control.reply();
    const later = await tester.login();
    const reply = await later.command(`RNFR ${victim}`);
    later.require(reply.code < 400, RULE, '350: the file is still there', describe(reply), HINT);
  }, { verbs: ['DELE'] }),

  check('failure/endless-line', 'serves others while a client sends a line without end', ['FTP-FAI-R4'], async (tester) => {
    const session = await tester.session();
    const chunk = Buffer.alloc(64 * 1024, 'a');
    for (let sent = 0; sent < 16 && session.control.send(chunk); sent += 1) await new Promise(setImmediate);
    await stillWorks(tester, 'FTP-FAI-R4');
    session.control.destroy();
  }),
];

function longLine(name: string, length: number, verb: string | null): Check {
  return check(`failure/line-of-${name}`, `answers a line of ${length} bytes once, or ends the session`, [RULE, 'FTP-FAI-R4'], async (tester) => {
    const session = await tester.login();
    const text = verb === null ? 'A'.repeat(length) : `${verb} ${'a'.repeat(length - verb.length - 1)}`;
    if (await answeredOnce(session, text)) return;
    await survives(tester);
  }, verb === null ? {} : { verbs: [verb] });
}

/** True when the session goes on, false when the server ended it. */
async function answeredOnce(session: Session, text: string): Promise<boolean> {
  session.sendRaw(line(text), []);
  const answer = await session.control.reply();
  if (answer.kind === 'ended') return false;
  if (answer.kind === 'silence') session.fail(RULE, ['one refusal, or the end of the session'], `no reply within ${Math.round(answer.waited)} ms`, HINT);
  session.require(answer.reply.code >= 400 && answer.reply.code < 600, RULE, 'a refusal', describe(answer.reply));
  session.sendRaw(line('SYST'), []);
  const next = await session.control.reply();
  if (next.kind === 'ended') return false;
  const seen = next.kind === 'reply' ? describe(next.reply) : 'no reply';
  session.require(next.kind === 'reply' && (next.reply.code === 215 || next.reply.code === 421), RULE, '215 to the SYST that follows', seen, HINT);
  return next.kind === 'reply' && next.reply.code === 215;
}

async function survives(tester: Tester): Promise<void> {
  const session = await stillWorks(tester, 'FTP-FAI-R4');
  await exchange(session, 'NOOP', 'FTP-FAI-R4');
}

/** A command of exactly `size` bytes: a path may begin with any number of `./`. */
function command(padded: string, name: string, size: number): string {
  const room = size - name.length;
  const even = (room - 'DELE '.length) % 2 === 0;
  return `${even ? padded.slice(0, room) : `${padded.slice(0, room - 1)}/`}${name}`;
}
