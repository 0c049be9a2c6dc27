import type { Check } from '../../../check.ts';
import { inlineCheck } from '../stage.ts';

/** Lines, verbs and replies. */
export const lineChecks: readonly Check[] = [
  inlineCheck('inline-marker/greets', 'greets each client with 220', ['INL-PRO-2'], async (stage) => {
    const session = await stage.connect();
    const { code } = await session.reply();
    session.require(code === 220, 'INL-PRO-2', '220', String(code));
  }),

  inlineCheck('inline-marker/replies-are-lines', 'ends every reply line in CR LF', ['INL-PRO-R1'], async (stage) => {
    const session = await stage.connect();
    await session.reply();
    for (const line of ['SYST', 'XYZZY', '']) await session.ask(line);
  }),

  inlineCheck('inline-marker/verbs-in-any-case', 'takes verbs in upper, lower and mixed case', ['INL-PRO-R4'], async (stage) => {
    const session = await stage.session();
    for (const verb of ['SYST', 'syst', 'sYsT']) {
      const { code, text } = await session.ask(verb);
      session.require(code === 200, 'INL-PRO-R4', '200', `${code} ${text}`);
    }
  }),

  inlineCheck('inline-marker/empty-line', 'refuses an empty line and goes on', ['INL-PRO-51'], async (stage) => {
    const session = await stage.session();
    for (const line of ['', '   ']) await session.refused(line, 'argument missing');
    await session.succeeds('SYST');
  }),

  inlineCheck('inline-marker/long-line', 'refuses a line of 100 000 bytes once, and goes on', ['INL-PRO-52', 'INL-PRO-R2'], async (stage) => {
    const session = await stage.session();
    session.announce(`DEL ${'a'.repeat(100_000)}`, { 'file missing': true });
    await session.send(`DEL ${'a'.repeat(100_000)}\r\n`);
    const { code, text } = await session.reply();
    session.require(code >= 500, 'INL-PRO-52', '500 or 501', `${code} ${text}`);
    await session.succeeds('SYST');
  }),

  inlineCheck('inline-marker/command-cut-at-every-byte', 'takes a command that comes in two segments, wherever it is cut', ['INL-PRO-R2'], async (stage) => {
    const [session, other] = [await stage.session(), await stage.session()];
    const line = 'SYST\r\n';
    for (let cut = 1; cut < line.length; cut += 1) {
      session.announce('SYST');
      await session.send(line.slice(0, cut));
      // The server has answered somebody else meanwhile, so it has read the first part alone.
      await other.given('a second session', () => other.succeeds('SYST'));
      await session.send(line.slice(cut));
      const { code, text } = await session.reply();
      session.require(code === 200, 'INL-PRO-R2', `200 to SYST cut after ${cut} bytes`, `${code} ${text}`, 'Collect what recv gives until a line end is there; one receive is not one command.');
    }
    await session.succeeds('SYST');
  }),

  inlineCheck('inline-marker/two-commands-in-a-segment', 'answers two commands that come in one segment', ['INL-PRO-R2'], async (stage) => {
    const session = await stage.session();
    session.announce('SYST');
    session.announce('XYZZY');
    session.announce('SYST');
    await session.send('SYST\r\nXYZZY\r\nSYST\r\n');
    const codes = [(await session.reply()).code, (await session.reply()).code, (await session.reply()).code];
    session.require(codes.join() === '200,502,200', 'INL-PRO-R2', '200, 502, 200', codes.join(', '));
  }),

  inlineCheck('inline-marker/lf-ends-a-line', 'takes LF alone for the end of a line', ['INL-PRO-R3'], async (stage) => {
    const session = await stage.session();
    session.announce('SYST');
    session.announce('SYST');
    await session.send('SYST\n');
    // A server that waits for CR LF gets it now, and has one line where there were two.
    await session.send('SYST\r\n');
    const first = await session.ask('SYST');
    session.require(first.code === 200, 'INL-PRO-R3', '200', `${first.code} ${first.text}`);
    await session.reply();
    await session.reply();
  }),

  inlineCheck('inline-marker/syst-in-one-line', 'names its system in one line', ['INL-PRO-44'], async (stage) => {
    const session = await stage.session();
    const { text } = await session.succeeds('SYST');
    session.require(text.trim().length > 2, 'INL-PRO-44', 'a text', text);
    await session.ask('XYZZY');
  }),

  inlineCheck('inline-marker/quit-closes', 'says 221 to QUIT and closes', ['INL-PRO-45'], async (stage) => {
    const session = await stage.session();
    const { code, text } = await session.ask('QUIT');
    session.require(code === 221, 'INL-PRO-45', '221', `${code} ${text}`);
    await session.ended('INL-PRO-45');
  }),
];
