import { array, assert, constantFrom, double, nat, property, record, string } from 'fast-check';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { lintProtocol } from './lints.ts';
import { parseProtocol, type SpecFile } from './parse.ts';
import { showProblem } from './problem.ts';

const FILES: readonly SpecFile[] = await Promise.all(['mini/1-session.md', 'mini/2-files.md', 'decisions.md'].map(async (path) =>
  ({ path, text: await readFile(new URL(`./fixtures/${path}`, import.meta.url), 'utf8') })));
const { protocol, problems } = parseProtocol('mini', FILES);

/** The problems of one chapter that holds only this text after its title. */
const problemsOf = (text: string): string[] => parseProtocol('x', [{ path: '1-x.md', text: `# X\n\n${text}\n` }]).problems.map(showProblem);

const RULES = '| id | in state | on | when | reply | next | level | source |\n| - | - | - | - | - | - | - | - |\n';

describe('parseProtocol', () => {
  it('reads the mini specification without problems', () => {
    expect(problems).toEqual([]);
    expect(protocol.chapters).toEqual([{ slug: 'session', title: 'Session' }, { slug: 'files', title: 'Files' }]);
  });

  it('takes the chapters in the order of their numbers, not of their names', () => {
    const chapters = ['10-ten.md', '9-nine.md'].map((path) => ({ path, text: '# T' }));
    expect(parseProtocol('x', chapters).protocol.chapters.map(({ slug }) => slug)).toEqual(['nine', 'ten']);
  });

  it('reads the rows of rules', () => {
    expect(protocol.rules[0]).toEqual({
      id: 'FTP-SES-1', chapter: 'session', in: ['connecting'], on: ['[connected]'], when: 'otherwise', reply: [[120], [220]],
      next: ['out'], level: 'MUST', source: 'RFC 959 §5.4', place: 'mini/1-session.md:75',
    });
    expect(protocol.rules.find(({ id }) => id === 'FTP-SES-2')?.source).toBe('decisions.md#kept-pending');
    expect(protocol.rules.find(({ id }) => id === 'FTP-SES-4')?.in).toEqual([]);
    expect(protocol.rules.find(({ id }) => id === 'FTP-SES-5')?.source).toBe('RFC 959 §5.4');
    expect(protocol.rules.find(({ id }) => id === 'FTP-FIL-5')).toMatchObject({ in: ['in', 'renaming'], reply: [[250]], next: ['nothing'] });
    expect(protocol.rules.find(({ id }) => id === 'FTP-FIL-6')).toMatchObject({ reply: [], next: ['nothing'] });
  });

  it('reads the declarations', () => {
    expect(protocol.states[3]).toEqual({ region: 'access', name: 'closed', entry: 'close the control connection', meaning: 'It is over.' });
    expect(protocol.events[1]).toEqual({ name: '[unknown command]', from: 'line', meaning: 'Nobody knows the verb.' });
    expect(protocol.arguments[0]).toEqual({ name: 'name', syntax: '^(?:[a-z]+|\\{x\\})$', example: 'anna', wrong: 'A|B', meaning: 'a name' });
    expect(protocol.arguments[1]).toMatchObject({ syntax: '^.*$', example: null, wrong: null });
    expect(protocol.conditions[0]).toMatchObject({ phrase: 'file missing', kind: 'session', sends: '{missing}' });
    expect(protocol.replies[3]).toEqual({ code: 230, meaning: 'Logged in', parsed: true, source: 'RFC 959 §4.2.2' });
    expect(protocol.allowed.map(({ verb }) => verb)).toEqual(['[connected]', 'USER', 'QUIT', 'RNFR', 'RNTO']);
  });

  it('gives an alias the argument, timing and login of its command', () => {
    expect(protocol.commands.find(({ verb }) => verb === 'XQUIT')).toEqual({
      verb: 'XQUIT', argument: 'nothing', aliasOf: 'QUIT', duringTransfer: 'at once', login: false, support: 'MAY', feature: null,
      help: 'as QUIT', source: 'RFC 1123 §4.1.3.1',
    });
  });

  it('splits texts into lines and keeps their indentation', () => {
    expect(protocol.texts.filter(({ code }) => code < 221).map(({ code, to }) => `${code} ${to}`)).toEqual(['120 any', '220 any']);
    expect(protocol.texts.find(({ code }) => code === 230)?.lines).toEqual(['Hello {user}.', ' Indented.', 'End.']);
    expect(protocol.texts.find(({ code }) => code === 550)?.lines).toEqual(['{path}: (|missing|).']);
  });

  it('reads requirements and leaves other block quotes alone', () => {
    expect(protocol.requirements).toEqual([
      { id: 'FTP-SES-R1', chapter: 'session', level: 'MUST', sentence: 'Verbs are recognised in upper and lower case.', source: 'RFC 959 §5.3', untested: null, place: 'mini/1-session.md:81' },
      { id: 'FTP-FIL-R1', chapter: 'files', level: 'SHOULD', sentence: 'A rename is atomic.', source: 'decisions.md#kept-pending', untested: 'seen only in a crash', place: 'mini/2-files.md:13' },
    ]);
  });

  it('reads example sessions', () => {
    expect(protocol.examples.map(({ id, shows, place }) => [id, shows.length, place])).toEqual([
      ['session/a-user-comes-and-goes', 3, 'mini/1-session.md:90'], ['files/a-rename', 5, 'mini/2-files.md:15'],
    ]);
    expect(protocol.examples[0]?.steps[3]).toEqual({ kind: 'reply', codes: [230, 530] });
    expect(protocol.examples[1]?.steps.slice(6)).toEqual([
      { kind: 'send', line: 'RNFR {missing}', facts: ['file missing'] },
      { kind: 'reply', codes: [550] },
      { kind: 'data', act: 'connect', text: null },
      { kind: 'data', act: 'send', text: 'two words' },
      { kind: 'data', act: 'receive', text: null },
      { kind: 'data', act: 'receive', text: 'text' },
      { kind: 'data', act: 'close', text: null },
    ]);
  });
});

describe('the problems of parseProtocol', () => {
  it.each([
    ['a row with missing cells', `${RULES}| FTP-X-1 |`, ['1-x.md:5: a row of rules has 8 cells, this one has 1']],
    ['every fault of a row', `${RULES}| FTP-X-1 | idle | QUIT | – | 2 | out | must | RFC 1 |`, [
      '1-x.md:5: verb `QUIT` stands without backticks',
      '1-x.md:5: `2` is no reply code',
      '1-x.md:5: the level of FTP-X-1 is MUST, SHOULD, MAY, HABIT, not `must`',
      '1-x.md:5: FTP-X-1 needs a condition: write `otherwise` when there is none',
      '1-x.md:5: state `idle` stands without backticks',
      '1-x.md:5: state `out` stands without backticks',
    ]],
    ['an almost known header', '| id | in states | on | when | reply | next | level | sources |\n| - | - | - | - | - | - | - | - |', [
      '1-x.md:3: a table with this header is not read; a table of rules has `| id | in state | on | when | reply | next | level | source |`',
    ]],
    ['a table of ids', '| id | what |\n| - | - |', ['1-x.md:3: a table of ids is a table of rules: `| id | in state | on | when | reply | next | level | source |`']],
    ['no table of any other header', '| code | what a client does |\n| - | - |\n| 1 | 2 |', []],
    ['a malformed requirement', '> **FTP-ABC-R1** (MUST) No source.', ['1-x.md:3: a requirement reads `**ID** (LEVEL) Sentence. — Source`']],
    ['a requirement of no level', '> **FTP-ABC-R1** (must) So. — RFC 1', ['1-x.md:3: the level of FTP-ABC-R1 is MUST, SHOULD or MAY, not `must`']],
    ['two requirements in one', '> **FTP-ABC-R1** (MUST) So. — RFC 1\n> **FTP-ABC-R2** (MUST) So. — RFC 1', [
      '1-x.md:3: FTP-ABC-R1 runs into another requirement: put an empty line between them',
    ]],
    ['a bad syntax', '| argument | syntax | example | wrong | meaning |\n| - | - | - | - | - |\n| a | `(` | – | – | a |\n| b | x | – | – | b |', [
      '1-x.md:5: the syntax of a is no regular expression: Invalid regular expression: /^(?:()$/: Unterminated group',
      '1-x.md:6: the syntax of b is one regular expression in backticks',
    ]],
    ['an event from nowhere', '| event | from | meaning |\n| - | - | - |\n| `[rain]` | sky | wet |\n| rain | host | wet |', [
      '1-x.md:5: an event comes from the `host` or from a `line`, not from `sky`',
      '1-x.md:6: an event needs a name in brackets',
    ]],
    ['an unknown kind of condition', '| condition | kind | holds when | tester sends | how a tester makes it true |\n| - | - | - | - | - |\n| wet | weather | it rains | – | wait |', [
      '1-x.md:5: the kind of a condition is argument, session, attempt, choice, not `weather`',
    ]],
    ['a session with faults', '```session\ntitle: T\nX: 1\nS: abc\nD: fly\nD: close now\nD: send\n```', [
      '1-x.md:5: a line of a session begins with title:, shows:, C:, S: or D:',
      '1-x.md:6: `abc` is no reply code',
      '1-x.md:7: `fly` is nothing that a data connection does',
      '1-x.md:8: `D: close` takes no text',
      '1-x.md:9: `D: send` needs a text',
      '1-x.md:3: a session needs the rules that it shows: `shows: …`',
    ]],
    ['a session without a title or steps', '```session\nshows: FTP-ABC-1\n```', ['1-x.md:3: a session needs steps', '1-x.md:3: a session needs a title']],
    ['a fence that is almost a session', '```Sessions\n```', ['1-x.md:3: an example is fenced as `session`, not `Sessions`']],
  ])('name %s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('name files that are no chapters, double chapters, missing titles and texts too large', () => {
    const files = ['notes.md', '1-a.md', '2-a.md', '3-large.md'].map((path) =>
      ({ path, text: path === '1-a.md' ? '' : `# T\n${path === '3-large.md' ? 'x'.repeat(1 << 20) : ''}` }));
    expect(parseProtocol('x', files).problems.map(showProblem)).toEqual([
      '1-a.md:1: a chapter needs a title: `# …`',
      '2-a.md:1: there is another chapter `a`',
      '3-large.md:1: the file is longer than 1048576 characters',
      'notes.md:1: a chapter is named by a number and a word: `4-access.md`',
    ]);
  });

  it('never come as an exception, whatever is cut out of or put into a specification', () => {
    const put = string({ maxLength: 8, unit: constantFrom('|', '`', '\n', '>', '-', '[', ']', '(', '\\', '1', 'a', ' ', '\0', '–') });
    const edit = record({ file: nat(2), at: double({ min: 0, max: 1, noNaN: true }), cut: nat(60), put });
    assert(property(array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const edited = FILES.map(({ path, text }) => ({ path, text }));
      for (const { file, at, cut, put: insert } of edits) {
        const target = edited[file]!;
        const start = Math.floor(at * target.text.length);
        target.text = target.text.slice(0, start) + insert + target.text.slice(start + cut);
      }
      const parsed = parseProtocol('mini', edited);
      for (const problem of [...parsed.problems, ...lintProtocol(parsed.protocol, parsed.margin)]) {
        expect(problem.place).toMatch(/^[\w/.-]+\.md:\d+$/);
      }
    }), { numRuns: 60 });
  }, 60_000);
});
