import { check, type Check } from '../../check.ts';
import type { Reply, ReplyFault } from '../../../src/wire/reply.ts';
import { describe } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { exchange } from '../../exchange.ts';
import { tour } from './tour.ts';

/** What replies look like, over a session that makes the server say nearly everything. */
export const replyChecks: readonly Check[] = [
  form('replies-have-codes', 'begins each reply with three digits and a space or hyphen', 'FTP-GRA-R10', ['no-code', 'bad-code', 'missing-space'], 'three digits, a space or a hyphen, text', 'Is text, or a listing, written to the control connection without a code?', (reply) => reply.lines.at(-1) !== '' || !reply.faults.includes('missing-space')),
  form('bare-codes-have-a-space', 'sends a space after the code also where no text follows', 'FTP-GRA-R18', ['missing-space'], 'the code and a space', null, (reply) => reply.lines.at(-1) === ''),
  form('reply-codes-are-in-range', 'uses reply codes from 100 to 559 whose second digit is at most 5', 'FTP-GRA-R11', ['bad-first-digit', 'bad-second-digit'], 'a first digit 1 to 5, a second 0 to 5', null),
  form('reply-text-is-clean', 'sends neither CR nor NUL inside reply text', 'FTP-GRA-R13', ['bare-cr', 'nul'], 'no CR or NUL but in line ends', null),
  form('reply-lines-end-in-crlf', 'ends each line of each reply in CR LF', 'FTP-GRA-R15', ['bare-lf'], 'CR LF at the end of each line', 'Write \\r\\n, also between the lines of FEAT, HELP and STAT.'),

  check('grammar/multi-line-replies-end', 'ends each multi-line reply with its code and a space', ['FTP-GRA-R12'], async (tester) => {
    await tour(tester, (session, line, partial) => {
      if (partial === '') throw new Stop('blocked', `no reply to ${line}`);
      return session.fail('FTP-GRA-R12', ['a last line that begins with the code of the first and a space'], `${partial}, and no end`, 'The last line of "211-…" is "211 …".');
    });
  }),

  check('grammar/inner-lines-are-no-codes', 'begins no line inside a multi-line reply with three digits and a space', ['FTP-GRA-R14'], async (tester) => {
    const { session, replies } = await tour(tester, blocked);
    for (const reply of replies) {
      const line = reply.lines.slice(1, -1).find((text) => /^\d{3} /.test(text));
      session.require(line === undefined, 'FTP-GRA-R14', 'inner lines that cannot be taken for the last one', describe(reply), 'Begin the inner lines with a space.');
    }
  }),

  // RFC 2640 §2.1 sends CR in a name as CR NUL; a server that quotes the name has to do the same.
  check('grammar/quoted-names-are-clean', 'quotes a name with control characters without breaking its reply', ['FTP-GRA-R13', 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    for (const name of ['x\r\0y', 'x\0y', 'x\ty', 'x\x1b[2Jy']) {
      const reply = await exchange(session, `CWD ${tester.name('-missing')}${name}`, 'FTP-FAI-R1');
      const fault = reply.faults.find((one) => one === 'bare-cr' || one === 'nul' || one === 'no-code');
      session.require(fault === undefined && reply.code >= 400, 'FTP-GRA-R13', 'one refusal without CR or NUL in its text', `${describe(reply)}${fault === undefined ? '' : ` (${fault})`}`, 'Replace control characters before you put a name into a reply.');
    }
    const next = await exchange(session, 'PWD', 'FTP-FAI-R1');
    session.require(next.code === 257, 'FTP-FAI-R1', '257 to the PWD that follows', describe(next));
  }, { verbs: ['CWD'] }),
];

function form(name: string, title: string, rule: string, faults: readonly ReplyFault[], expected: string, hint: string | null, concerns: (reply: Reply) => boolean = () => true): Check {
  return check(`grammar/${name}`, title, [rule], async (tester) => {
    const { session, replies } = await tour(tester, blocked);
    for (const reply of replies.filter(concerns)) {
      const fault = reply.faults.find((one) => faults.includes(one));
      session.require(fault === undefined, rule, expected, `${describe(reply)} (${fault ?? ''})`, hint);
    }
  });
}

function blocked(_: unknown, line: string): never { throw new Stop('blocked', `no reply to ${line}`); }
