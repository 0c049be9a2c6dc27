import type { Check } from '../../check.ts';
import { sendInPieces } from './pieces.ts';
import { staged } from './stage.ts';

const MISSING = 'ftpspec-never-made';
const missing = { 'no plain name': false, 'file missing': true };

/** What arrives on the control connection, and what is said there. */
export const commandChecks: readonly Check[] = [
  staged('no-greeting', 'The server says nothing before the first command', ['EPH-PRO-1', 'EPH-PRO-R9'], async (stage) => {
    const talk = await stage.talk();
    await talk.nothingElse('EPH-PRO-R9');
  }),
  staged('bare-command', 'A command that arrives whole is answered without a line end', ['EPH-PRO-R1'], async (stage) => {
    const talk = await stage.talk();
    talk.say('get', MISSING, missing);
    await talk.expect(550, 'EPH-PRO-R1');
  }),
  ...(['\n', '\r\n'] as const).map((end) => staged(`command-with-${end === '\n' ? 'lf' : 'crlf'}`, `A command that ends in ${end === '\n' ? 'LF' : 'CR LF'} is the same command`, ['EPH-PRO-R2'], async (stage) => {
    const talk = await stage.talk();
    const name = await stage.place(Buffer.from('text'));
    talk.raw(`get ${name}${end}`, [{ verb: 'get', argument: name, facts: { 'file missing': false, 'no plain name': false } }]);
    await talk.expect(150, 'EPH-PRO-R2');
    const data = await talk.data(await talk.expect(229, 'EPH-PRO-R2'));
    await data.receive({ deadline: stage.tester.timeout });
    talk.silently('[data done]');
    await talk.confirm('files-received');
    await talk.nothingElse('EPH-PRO-R2');
  })),
  staged('commands-in-one-segment', 'Commands with line ends are answered one after the other, also from one segment', ['EPH-PRO-R2'], async (stage) => {
    const talk = await stage.talk();
    talk.raw(`get ${MISSING}\nput a/b\r\nget ${MISSING}\n`, [{ verb: 'get', argument: MISSING, facts: missing }, { verb: 'put', argument: 'a/b', facts: { 'no plain name': true } }, { verb: 'get', argument: MISSING, facts: missing }]);
    for (const code of [550, 553, 550]) await talk.expect(code, 'EPH-PRO-R2');
  }),
  staged('command-cut-before-its-name', 'A command that is cut anywhere before its name is waited for', ['EPH-PRO-R3'], async (stage) => {
    for (let at = 1; at <= 'get '.length; at += 1) {
      const talk = await stage.talk();
      const word = `get ${MISSING}`;
      talk.observer.sent('get', MISSING, missing);
      await sendInPieces(stage, talk, [word.slice(0, at), word.slice(at)]);
      await talk.expect(550, 'EPH-PRO-R3');
    }
  }),
  staged('quit-cut-anywhere', 'quit is waited for, cut at every byte', ['EPH-PRO-R3'], async (stage) => {
    for (let at = 1; at < 'quit'.length; at += 1) {
      const talk = await stage.talk();
      await sendInPieces(stage, talk, ['quit'.slice(0, at), 'quit'.slice(at)]);
      await talk.closes('EPH-PRO-R3');
    }
  }),
  staged('line-cut-anywhere-before-its-name', 'A command with a line end that is cut in pieces of one byte up to its name is one command', ['EPH-PRO-R2', 'EPH-PRO-R3'], async (stage) => {
    const talk = await stage.talk();
    talk.observer.sent('get', MISSING, missing);
    await sendInPieces(stage, talk, ['g', 'e', 't', ' ', `${MISSING}\n`]);
    await talk.expect(550, 'EPH-PRO-R3');
    await talk.nothingElse('EPH-PRO-R3');
  }),
  staged('confirmation-cut-anywhere', 'A confirmation that is cut at any byte is waited for and not answered', ['EPH-PRO-R3', 'EPH-PRO-25'], async (stage) => {
    const word = 'FILES LISTED';
    const talk = await stage.talk();
    for (let at = 1; at < word.length; at += 1) {
      talk.observer.sent('files-listed', '');
      await sendInPieces(stage, talk, [word.slice(0, at), word.slice(at)]);
      talk.silently('files-listed');
      await stage.turn();
    }
    await talk.nothingElse('EPH-PRO-R3');
  }),
  ...(['FILES LISTED', 'FILE(S) RECEIVED', 'FILE(S) NOT RECEIVED'] as const).map((word, at) => staged(`confirmation-glued${['', '-received', '-not-received'][at]}`, `A command glued to ${word} is a command of its own`, ['EPH-PRO-R4', 'EPH-PRO-R25'], async (stage) => {
    const talk = await stage.talk();
    talk.raw(`${word}get ${MISSING}`, [{ verb: 'get', argument: MISSING, facts: missing }]);
    await talk.expect(550, 'EPH-PRO-R4');
    await talk.nothingElse('EPH-PRO-R4');
  })),
  staged('confirmations-unanswered', 'No confirmation is answered, due or not', ['EPH-PRO-R9', 'EPH-PRO-R25', 'EPH-PRO-24', 'EPH-PRO-25'], async (stage) => {
    const talk = await stage.talk();
    for (const verb of ['files-listed', 'files-received', 'files-not-received']) {
      await talk.confirm(verb);
      await talk.nothingElse('EPH-PRO-R9');
    }
  }),
  staged('confirmation-not-owed', 'A session goes on when no confirmation comes', ['EPH-PRO-R25'], async (stage) => {
    const talk = await stage.talk();
    for (let turn = 0; turn < 3; turn += 1) {
      talk.say('get', MISSING, missing);
      await talk.expect(550, 'EPH-PRO-R25');
    }
  }),
  ...([['invalid-command', 'XYZZY', 'What is no word of the protocol'], ['invalid-number', '12345', 'A number'], ['invalid-bytes', '\u0000\u00ff\u0001', 'Bytes that are no text'], ['command-in-capitals', 'QUIT-NOW', 'Another word in capitals']] as const)
    .map(([id, sent, what]) => staged(id, `${what} is answered ERROR: Invalid command, and the session goes on`, ['EPH-PRO-R8', 'EPH-PRO-40'], async (stage) => {
      const talk = await stage.talk();
      talk.raw(Buffer.from(sent, 'latin1'), [{ verb: '[unknown command]' }]);
      await talk.expect(502, 'EPH-PRO-R8');
      await talk.nothingElse('EPH-PRO-R8');
    })),
  ...(['get', 'put'] as const).map((verb) => staged(`${verb}-without-name`, `${verb} without a name is answered ERROR: Invalid command`, ['EPH-PRO-5'], async (stage) => {
    const talk = await stage.talk();
    talk.raw(`${verb}\n`, [{ verb }]);
    await talk.expect(502, 'EPH-PRO-5');
    await talk.nothingElse('EPH-PRO-5');
  })),
  staged('endless-command', 'A command of 20 000 bytes is answered ERROR: Invalid command or as a file that is missing, and the session goes on', ['EPH-PRO-41', 'EPH-PRO-R6'], async (stage) => {
    const talk = await stage.talk();
    const name = 'a'.repeat(20_000);
    talk.raw(`get ${name}\n`, [{ verb: 'get', argument: name, facts: { 'no plain name': true } }]);
    await talk.answer();
    await talk.nothingElse('EPH-PRO-41');
  }),
  staged('quit', 'quit is answered by the end of the connection, without a word', ['EPH-PRO-30', 'EPH-PRO-R9'], async (stage) => {
    const talk = await stage.talk();
    talk.say('quit');
    await talk.closes('EPH-PRO-30');
  }),
];
