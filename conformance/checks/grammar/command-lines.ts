import { Stop } from '../../stop.ts';
import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { sendAccount } from '../../account.ts';
import { exchange, fits, nextReply } from '../../exchange.ts';

/** How a command may be written. */
export const commandLineChecks = [
  check('grammar/lower-case-verbs', 'takes verbs in lower and mixed case', ['FTP-GRA-R1'], async (tester) => {
    if (tester.ground.login !== null) throw new Stop('blocked', tester.ground.login);
    const session = await tester.session();
    const hint = 'Fold the verb to upper case before you look it up.';
    const user = await sendAccount(session, tester.testee, await exchange(session, `user ${tester.testee.user}`, 'FTP-GRA-R1'), 'FTP-GRA-R1');
    session.require(user.code < 400, 'FTP-GRA-R1', '331', describe(user), hint);
    if (user.code === 331) {
      const pass = await sendAccount(session, tester.testee, await exchange(session, `PasS ${tester.testee.password}`, 'FTP-GRA-R1'), 'FTP-GRA-R1');
      session.require(pass.code < 300, 'FTP-GRA-R1', '230', describe(pass), hint);
    }
    for (const line of ['noop', 'NoOp', 'pwd', 'pWD', 'type I', 'Syst', 'pasv']) {
      const reply = await exchange(session, line, 'FTP-GRA-R1');
      session.require(fits(reply, 200), 'FTP-GRA-R1', `${line} works as in upper case`, describe(reply), hint);
    }
  }),

  check('grammar/lower-case-parameters', 'takes parameter letters in lower case', ['FTP-GRA-R16'], async (tester) => {
    const session = await tester.login();
    for (const line of ['TYPE i', 'TYPE a', 'MODE s', 'STRU f']) {
      if (!fits(await exchange(session, line.toUpperCase(), 'FTP-GRA-R16'), 200)) continue;
      const reply = await exchange(session, line, 'FTP-GRA-R16');
      session.require(fits(reply, 200), 'FTP-GRA-R16', `200 to ${line}`, describe(reply), 'Fold the parameter to upper case too.');
    }
  }, { verbs: ['TYPE', 'MODE', 'STRU'] }),

  check('grammar/trailing-space', 'takes a verb without argument when a space follows it', ['FTP-GRA-R8'], async (tester) => {
    const session = await tester.login();
    for (const line of ['NOOP ', 'PWD ', 'SYST ']) {
      const reply = await exchange(session, line, 'FTP-GRA-R8');
      session.require(fits(reply, 200), 'FTP-GRA-R8', `${JSON.stringify(line)} works as without the space`, describe(reply), 'An empty argument is no argument.');
    }
  }),

  check('grammar/two-spaces', 'takes more than one space before an argument', ['FTP-GRA-R9'], async (tester) => {
    const session = await tester.login();
    for (const line of ['TYPE  I', 'MODE   S']) {
      if (!fits(await exchange(session, line.replace(/ +/, ' '), 'FTP-GRA-R9'), 200)) continue;
      const reply = await exchange(session, line, 'FTP-GRA-R9');
      session.require(fits(reply, 200), 'FTP-GRA-R9', `${JSON.stringify(line)} works as with one space`, describe(reply));
    }
  }, { verbs: ['TYPE', 'MODE'] }),

  check('grammar/cr-alone-ends-nothing', 'waits for the LF after a CR', ['FTP-GRA-R2'], async (tester) => {
    const session = await tester.login();
    session.sendRaw(Buffer.from('NOOP\r'), []);
    const early = await session.control.quiet(100);
    session.require(early === null, 'FTP-GRA-R2', 'no reply before LF', early === null ? '' : describe(early));
    const reply = await exchange(session, Buffer.from('\n'), 'FTP-GRA-R2');
    session.require(fits(reply, 200), 'FTP-GRA-R2', '200', describe(reply));
    const next = await exchange(session, 'PWD', 'FTP-GRA-R2');
    session.require(next.code === 257, 'FTP-GRA-R2', '257 to the PWD that follows', describe(next));
  }),

  // Both ways to read it are allowed: two commands, or one line with an LF inside.
  check('grammar/bare-lf', 'goes on after a line that ends in LF alone', ['FTP-GRA-R3'], async (tester) => {
    const session = await tester.login();
    session.sendRaw(Buffer.from('NOOP\n'), []);
    const answer = await exchange(session, 'NOOP', 'FTP-GRA-R3');
    const more = await session.control.quiet(50);
    const next = await exchange(session, 'PWD', 'FTP-GRA-R3');
    session.require(next.code === 257, 'FTP-GRA-R3', '257 to the PWD that follows', `${describe(answer)}${more === null ? '' : `, ${describe(more)}`}, ${describe(next)}`);
  }),

  check('grammar/empty-line', 'goes on after an empty line', ['FTP-GRA-R7'], async (tester) => {
    const session = await tester.login();
    session.sendRaw(Buffer.from('\r\n'), []);
    let reply = await exchange(session, 'PWD', 'FTP-GRA-R7');
    if (reply.code >= 500) reply = await nextReply(session, 'FTP-GRA-R7');
    session.require(reply.code === 257, 'FTP-GRA-R7', 'an error or nothing for the empty line, then 257', describe(reply));
  }),
];
