import { readdir } from 'node:fs/promises';
import { escapeBytes } from '../../../src/wire/escape.ts';
import type { Check, CheckOptions } from '../../check.ts';
import { sendInPieces } from './pieces.ts';
import { same, type Stage, staged } from './stage.ts';

const MISSING = 'ftpspec-never-made';
const missing = { 'no plain name': false, 'file missing': true };

function lined(id: string, title: string, rules: readonly string[], run: (stage: Stage) => Promise<void>, options: CheckOptions = {}): Check {
  return staged(id, title, rules, run, { ...options, framing: 'lines' });
}

/** The variant in which each word is a line, and what that cures. */
export const lineChecks: readonly Check[] = [
  lined('command-cut-anywhere', 'A command that is cut at any byte, its name and line end included, is one command', ['EPH-LIN-R1'], async (stage) => {
    const line = 'get n m\r\n';
    const talk = await stage.talk();
    for (let at = 1; at < line.length; at += 1) {
      talk.observer.sent('get', 'n m', missing);
      await sendInPieces(stage, talk, [line.slice(0, at), line.slice(at)]);
      await talk.expect(550, 'EPH-LIN-R1');
      await talk.nothingElse('EPH-LIN-R1');
    }
  }),
  lined('command-byte-by-byte', 'A command that comes byte by byte is one command', ['EPH-LIN-R1'], async (stage) => {
    const talk = await stage.talk();
    talk.observer.sent('get', MISSING, missing);
    await sendInPieces(stage, talk, [...Buffer.from(`get ${MISSING}\n`)].map((byte) => Buffer.from([byte])));
    await talk.expect(550, 'EPH-LIN-R1');
    await talk.nothingElse('EPH-LIN-R1');
  }),
  lined('waits-for-the-end', 'A command without its line end is not answered before it', ['EPH-LIN-R1'], async (stage) => {
    const talk = await stage.talk();
    await sendInPieces(stage, talk, ['XYZZY', 'get']);
    const early = await talk.connection.receive({ limit: 1, deadline: Math.min(100, stage.tester.timeout), halfOpen: true });
    if (early.how !== 'silence') talk.fail('EPH-LIN-R1', ['nothing before the line end'], early.bytes.toString('latin1'));
    talk.raw('\n', [{ verb: '[unknown command]' }]);
    await talk.expect(502, 'EPH-LIN-R1');
  }),
  lined('commands-in-one-segment', 'Commands in one segment are answered one after the other', ['EPH-LIN-R4'], async (stage) => {
    const talk = await stage.talk();
    talk.raw(`get ${MISSING}\nput a/b\nFILES LISTED\nget ${MISSING}\n`, [{ verb: 'get', argument: MISSING, facts: missing }, { verb: 'put', argument: 'a/b', facts: { 'no plain name': true } }]);
    await talk.expect(550, 'EPH-LIN-R4');
    await talk.expect(553, 'EPH-LIN-R4');
    talk.observer.sent('files-listed', '');
    talk.silently('files-listed');
    talk.observer.sent('get', MISSING, missing);
    await talk.expect(550, 'EPH-LIN-R4');
  }),
  lined('transfers', 'A file comes back as it was stored, each word a line', ['EPH-LIN-R2'], async (stage) => {
    const talk = await stage.talk();
    const name = stage.name(' with spaces');
    const body = Buffer.from('text\n');
    await talk.put(name, body);
    same(talk, await talk.get(name), body, 'EPH-LIN-R2');
  }),
  lined('listing-ends', 'A listing of 200 names ends in an empty line', ['EPH-LIN-R3'], async (stage) => {
    for (let at = 0; at < 200; at += 1) await stage.place(Buffer.alloc(0), stage.name());
    const expected = (await readdir(stage.root(), { encoding: 'latin1' })).map((name) => `${name}\n`);
    const talk = await stage.talk();
    const listing = (await talk.listing(expected.join('').length + 1)).toString('latin1');
    const right = listing.endsWith('\n\n') && listing.slice(0, -2).split('\n').sort().join() === expected.map((name) => name.slice(0, -1)).sort().join();
    if (!right) talk.fail('EPH-LIN-R3', [`${expected.length} lines and an empty one`], escapeBytes(Buffer.from(listing.slice(-200), 'latin1')));
    await talk.nothingElse('EPH-LIN-R3');
  }, { exclusive: true }),
];
