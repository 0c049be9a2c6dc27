import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FtpspecError } from '../../ftpspec-error.ts';
import { showProblem } from '../problem.ts';
import { ownProtocol } from './own-protocol.ts';
import { readSpecFile } from './read-spec-file.ts';

const notes = await readFile(join(import.meta.dirname, '../../../examples/own-protocol/notes.md'), 'utf8');
const lineOf = (words: string): number => notes.split('\n').findIndex((line) => line.includes(words)) + 1;

/** What is said about the notes with some words replaced. */
function problems(...replaced: readonly (readonly [string, string])[]): string[] {
  const text = replaced.reduce((before, [from, to]) => {
    expect(before).toContain(from);
    return before.replace(from, () => to);
  }, notes);
  return ownProtocol('notes.md', text).problems.map(showProblem);
}

describe('a protocol in one file', () => {
  it('is named as the file, has no problem, and takes from the vocabulary what it does not declare', () => {
    const { protocol, problems: found } = ownProtocol('some/where/notes.md', notes);
    expect(found).toEqual([]);
    expect(protocol.name).toBe('notes');
    expect(protocol.chapters.map(({ slug }) => slug)).toEqual(['notes', 'lines']);
    expect(protocol.conditions.map(({ phrase }) => phrase).sort()).toEqual(['argument malformed', 'cannot be forgotten', 'cannot be kept', 'cannot be looked up', 'login wrong']);
    expect(protocol.effects.map(({ name }) => name)).toEqual(['close the control connection']);
    expect(protocol.allowed.find(({ verb }) => verb === 'READ')?.listed).toEqual([200, 501, 550]);
    expect(protocol.texts.find(({ code }) => code === 221)).toEqual({ code: 221, to: 'any', lines: ['Goodbye.'] });
    expect(protocol.rules[0]?.place).toBe(`some/where/notes.md:${lineOf('NOTES-SES-1 ')}`);
  });

  it('names the line of a phrase that is in no vocabulary, and the nearest that are', () => {
    expect(problems(['cannot be looked up | 550', 'can not be looked up | 550'])[0]).toBe(`notes.md:${lineOf('NOTES-SES-13')}: the condition \`can not be looked up\` is not in the vocabulary. Did you mean cannot be looked up?`);
    expect(problems(['| login wrong |', '| the moon is full |'])).toContain(`notes.md:${lineOf('NOTES-SES-3 ')}: the condition \`the moon is full\` is not in the vocabulary. Nothing there is like it: spec/vocabulary.md has them all`);
    expect(problems(['`close the control connection`', '`close the connection`'])).toContain(`notes.md:${lineOf('`closed` |')}: the effect \`close the connection\` is not in the vocabulary. Did you mean close the control connection?`);
    expect(problems(['`[shutting down]`', '`[shuting down]`'])).toContain(`notes.md:${lineOf('NOTES-SES-21')}: the event \`[shuting down]\` is not in the vocabulary. Did you mean [shutting down]?`);
    expect(problems(['{kept}', '{keept}'])).toEqual([`notes.md:${lineOf('{kept}')}: the value \`keept\` is not in the vocabulary. Did you mean kept?`]);
  });

  it('may say a condition in its own words, but not as another kind', () => {
    const table = (kind: string): [string, string] => ['## Rules\n', `## Rules\n\n| condition | kind | holds when | tester sends | how a tester makes it true |\n| --- | --- | --- | --- | --- |\n| login wrong | ${kind} | Who is that? | \`stranger x\` | send a stranger |\n`];
    expect(problems(table('attempt'))).toEqual([]);
    expect(problems(table('session'))).toEqual([expect.stringContaining('the kind of `login wrong` is attempt, not session')]);
  });

  it('has to greet, to answer what is no command, and to let the server end', () => {
    expect(problems(['| `connecting` | `[connected]` | otherwise | 220 |', '| `connecting` | `[connected]` | otherwise | – |'])).toContain(`notes.md:${lineOf('`connecting` |')}: the server speaks first: a row has to answer [connected] in \`connecting\``);
    expect(problems(['`[unknown command]`, ', ''])).toContain('notes.md:1: no row answers [unknown command] in state any');
    expect(problems([', `[shutting down]`', ''])).toEqual([`notes.md:${lineOf('`connecting` |')}: no row lets the server end: answer [shutting down] and enter \`closed\``]);
    expect(problems(['| session | `closed` |', '| session | `gone` |'])).toContainEqual(expect.stringContaining('unknown state `closed`'));
  });

  it('has verbs that a line can carry and syntaxes that end', () => {
    expect(problems(['| `BYE` |', '| `BYE-BYE` |'])).toContain(`notes.md:${lineOf('| `BYE` |')}: the verb \`BYE-BYE\` is no word of up to 20 capital letters`);
    expect(problems(['| note | `\\S+ .+` |', '| note | `(\\S+ ?)+x` |'])).toContainEqual(expect.stringMatching(/the syntax of note repeats a group that repeats something itself/));
    expect(problems(['| note | `\\S+ .+` |', '| note | `(a|b)\\S+ .{1,80}` |']).filter((one) => one.includes('may take for ever'))).toEqual([]);
  });

  it('begins no transfer for which nothing was opened', () => {
    const found = problems(['| session | `closed` |', '| transfer | `idle` | – | Nothing. |\n| transfer | `sending` | `send the file` | A file goes out. |\n| session | `closed` |'], ['`READ` | otherwise | 200 | – |', '`READ` | otherwise | 200 | `sending` |']);
    expect(found).toContainEqual(expect.stringContaining('NOTES-SES-14 begins a transfer for READ, and no earlier row of READ asks `cannot be opened`'));
    expect(found).toContainEqual(expect.stringContaining('NOTES-SES-14 begins a transfer for READ, and no earlier row of READ asks `no port to listen on`'));
    expect(found).toContainEqual(expect.stringContaining('no row answers [data done] in `sending`'));
  });

  it('needs a source for each rule, of any kind', () => {
    expect(problems(['| 221 | `closed` | MUST | assignment, task 1 |', '| 221 | `closed` | MUST | – |'])).toEqual([`notes.md:${lineOf('NOTES-SES-15')}: NOTES-SES-15 has no source: say where it was decided`]);
  });

  it('is refused, not explored, when its states are none or too many', () => {
    expect(ownProtocol('e.md', '# Nothing\n').problems.map(showProblem)).toEqual(['e.md:1: there are no states: a protocol needs a table `| region | state | on entry | meaning |`']);
    const states = Array.from({ length: 90 }, (_, at) => `| r${at % 6} | \`s${at}\` | – | One of many. |`).join('\n');
    expect(ownProtocol('m.md', `# Many\n\n| region | state | on entry | meaning |\n| --- | --- | --- | --- |\n${states}\n`).problems.map(showProblem)).toEqual(['m.md:1: the states combine to more than 5000 sessions: use fewer regions, or fewer states in them']);
  });
});

describe('the file', () => {
  it.each([
    ['too large', Buffer.alloc(70_000, 'a\n'), 'is larger than 65536 bytes'],
    ['no text', Buffer.from([0xff, 0xfe, 0x00]), 'is no UTF-8 text'],
    ['too wide', Buffer.from(`# Wide\n${'>'.repeat(2000)}\n`), 'is.md:2: the line is longer than 1000 characters'],
  ])('is not read when it is %s', async (_, bytes, message) => {
    const folder = await mkdtemp(join(tmpdir(), 'ftpspec-own-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'is.md');
    await writeFile(path, bytes);
    const error: unknown = await readSpecFile(path).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FtpspecError);
    expect(error).toMatchObject({ code: 'BAD_SPEC', message: expect.stringContaining(message) as unknown });
  });

  it.each(['/dev/zero', '.', '/does/not/exist.md'])('%s is none', async (path) => {
    await expect(readSpecFile(path)).rejects.toMatchObject({ code: 'BAD_SPEC' });
  });
});
