import { decodeText } from '../../../src/wire/charset.ts';
import { escapeBytes } from '../../../src/wire/escape.ts';
import { check, type Check } from '../../check.ts';
import { inStep } from '../../in-step.ts';
import { describe } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { receive } from '../../transfers.ts';

/** The form of the FEAT reply. */
export const featureReplyChecks: readonly Check[] = [
  check('information/feat-lines-begin-with-a-space', 'begins each feature line of FEAT with one space', ['FTP-INF-R2'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('FEAT');
    for (const line of reply.lines.slice(1, -1)) {
      session.require(/^ \S/.test(line), 'FTP-INF-R2', 'one space, then the feature', JSON.stringify(line), 'RFC 2389 §3.2: "That space is not optional, nor does it indicate general white space."');
    }
  }, { verbs: ['FEAT'] }),

  check('information/feat-ends-in-211', 'opens the reply to FEAT by 211- and ends it by 211 and a space', ['FTP-INF-R2'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('FEAT');
    const lines = reply.raw.toString('latin1').split('\r\n');
    // A server without features answers in one line.
    const right = reply.lines.length === 1 ? lines[0]!.startsWith('211 ') : lines[0]!.startsWith('211-') && lines.at(-2)!.startsWith('211 ');
    session.require(right && reply.faults.length === 0, 'FTP-INF-R2', '211-text, the features, 211 text', escapeBytes(reply.raw.subarray(0, 300)));
    await inStep(tester, session);
  }, { verbs: ['FEAT'] }),

  check('information/feat-has-one-feature-a-line', 'lists each feature of FEAT on a line of its own, once', ['FTP-INF-R2'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('FEAT');
    const labels = reply.lines.slice(1, -1).map((line) => line.trim().split(' ')[0]!.toUpperCase());
    const joined = labels.find((label) => /[,;]/.test(label));
    session.require(joined === undefined, 'FTP-INF-R2', 'a label, then its parameters', describe(reply));
    // AUTH may have a line for each mechanism, SITE one for each of its commands.
    const lines = reply.lines.slice(1, -1).map((line) => line.trim().toUpperCase());
    const twice = lines.find((line, at) => lines.indexOf(line) < at);
    session.require(twice === undefined, 'FTP-INF-R2', 'each feature once', `${twice} is listed twice`);
  }, { verbs: ['FEAT'] }),

  check('information/feat-labels-are-in-upper-case', 'writes its features in upper case', ['FTP-INF-R20'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('FEAT');
    for (const line of reply.lines.slice(1, -1)) {
      const label = /^(mdtm|size|rest stream|tvfs|mlst|utf8)\b/i.exec(line.trim())?.[0] ?? '';
      session.require(label === label.toUpperCase(), 'FTP-INF-R20', label.toUpperCase(), label);
    }
  }, { verbs: ['FEAT'] }),

  check('information/nothing-follows-tvfs', 'lists TVFS in FEAT with nothing behind it', ['FTP-INF-R21'], async (tester) => {
    const session = await tester.login();
    const line = (await session.succeeds('FEAT')).lines.slice(1, -1).map((one) => one.trim()).find((one) => /^tvfs\b/i.test(one)) ?? 'TVFS';
    session.require(line.length === 4, 'FTP-INF-R21', 'TVFS', JSON.stringify(line));
  }, { verbs: ['FEAT'] }),

  check('information/utf8-is-listed', 'lists UTF8 in FEAT when it keeps such names', ['FTP-INF-R22'], async (tester) => {
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    const name = `${tester.name()}-é`;
    await tester.place(session, Buffer.from('x'), `${directory}/${name}`);
    const { bytes } = await receive(tester, session, `NLST ${directory}`);
    if (!decodeText(bytes).includes(name)) throw new Stop('not-implemented', 'NLST does not give the name back in UTF-8');
    const features = (await session.succeeds('FEAT')).lines.map((line) => line.trim().toUpperCase());
    session.require(features.some((line) => /^UTF-?8\b/.test(line)), 'FTP-INF-R22', 'a line UTF8', features.slice(1, -1).join(', '));
  }, { verbs: ['FEAT'] }),
];
