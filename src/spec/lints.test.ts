import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { lintProtocol } from './lints.ts';
import { parseProtocol } from './parse.ts';
import { showProblem } from './problem.ts';

const NAMES = ['mini/1-session.md', 'mini/2-files.md', 'decisions.md'];
const FILES = await Promise.all(NAMES.map(async (path) =>
  ({ path, text: await readFile(new URL(`./fixtures/${path}`, import.meta.url), 'utf8') })));

/** The problems of the mini specification after one edit. */
function problemsAfter(from: string, to: string): string[] {
  expect(FILES.filter(({ text }) => text.includes(from)), `${from} stands in one file`).toHaveLength(1);
  const { protocol, margin, problems } = parseProtocol('mini', FILES.map(({ path, text }) => ({ path, text: text.replace(from, () => to) })));
  return [...problems, ...lintProtocol(protocol, margin)].map(showProblem);
}

/** The line on which the mini specification says something, as `file:line`. */
function at(text: string): string {
  for (const file of FILES) {
    const line = file.text.split('\n').findIndex((candidate) => candidate.includes(text));
    if (line !== -1) return `${file.path}:${line + 1}`;
  }
  throw new Error(`nothing says ${text}`);
}

/** What is edited, and every problem that must follow. */
type Case = readonly [lint: string, from: string, to: string, problems: readonly string[]];

const CASES: readonly Case[] = [
  ['an unknown state', '| 503 | – | MUST', '| 503 | `nowhere` | MUST', ['mini/2-files.md:8: FTP-FIL-4 names an unknown state `nowhere`']],
  ['an unknown verb', 'any | `QUIT` |', 'any | `QUIT`, `BYE` |', [
    `${at('| FTP-SES-4 |')}: FTP-SES-4 names an unknown verb \`BYE\``,
    `${at('| FTP-SES-4 |')}: FTP-SES-4 answers BYE, which has no row of allowed replies`,
    `${at('| FTP-SES-4 |')}: FTP-SES-4 answers BYE with 221, for which there is no text`,
  ]],
  ['an alias in a rule', 'any | `USER` |', 'any | `USER`, `XQUIT` |', [
    `${at('| FTP-SES-3 | any')}: FTP-SES-3 names \`XQUIT\`, an alias of \`QUIT\`: its rules are those of \`QUIT\``,
    `${at('| FTP-SES-3 | any')}: FTP-SES-3 answers XQUIT, which has no row of allowed replies`,
  ]],
  ['an unknown event', 'any | `[unknown command]` |', 'any | `[unknown command]`, `[rain]` |', [
    `${at('| FTP-SES-5 |')}: FTP-SES-5 names an unknown event \`[rain]\``,
    `${at('| FTP-SES-5 |')}: FTP-SES-5 answers [rain] with 500, for which there is no text`,
  ]],
  ['an unknown condition', '| file missing | 550', '| file mising | 550', [
    'mini/2-files.md:6: FTP-FIL-2 names an unknown condition `file mising`',
    `${at('| file missing | session')}: condition \`file missing\` is never used`,
  ]],
  ['an unknown effect', '`closed` | `close the control connection`', '`closed` | `clos the control connection`', [
    `${at('| `closed` | `close')}: state \`closed\` names an unknown effect \`clos the control connection\``,
    `${at('| `connecting` | – ')}: no state has \`close the control connection\` on entry: a session cannot end`,
    `${at('| Closes. |')}: effect \`close the control connection\` is never used`,
  ]],
  ['an unknown argument', '| `RNTO` | name |', '| `RNTO` | nam |', [`${at('| `RNTO` | name')}: \`RNTO\` names an unknown argument \`nam\``]],
  ['an alias of nothing', '= QUIT', '= BYE', [`${at('= QUIT')}: \`XQUIT\` is an alias of an unknown verb \`BYE\``]],
  ['allowed replies of an unknown verb', '| `RNFR`, `RNTO` | 250', '| `RNFR`, `RNTO`, `XQUIT` | 250', [`${at('| `RNFR`, `RNTO` | 250')}: allowed replies name an unknown verb \`XQUIT\``]],
  ['a text for nobody', '| 350 | `RNFR` |', '| 350 | `RNFR`, `BYE` |', [
    `${at('| 350 | `RNFR` |')}: the text of 350 is for an unknown \`BYE\``,
    `${at('| 350 | `RNFR` |')}: the text of 350 to \`BYE\` is never used`,
  ]],
  ['an unknown fact in an example', '(file missing)', '(file missing, rain)', ['mini/2-files.md:15: example `files/a-rename` names an unknown condition `rain`']],
  ['an unknown reply code', '| 230 | 530 | RFC', '| 230 | 530, 531 | RFC', [`${at('| 230 | 530 | RFC')}: the allowed replies of \`USER\` has an unknown reply code 531`]],
  ['two of one id', 'FTP-FIL-R1', 'FTP-SES-R1', [
    `mini/2-files.md:13: there is another id \`FTP-SES-R1\` at ${at('FTP-SES-R1')}`,
    'mini/2-files.md:13: FTP-SES-R1 stands in chapter `files`, whose letters are FIL',
  ]],
  ['two of one verb', '| `XQUIT` | = QUIT | – | – | – |', '| `QUIT` | nothing | queued | – | MAY |', [`${at('| `XQUIT`')}: there is another verb \`QUIT\` at ${at('| `QUIT` | nothing')}`]],
  ['two of one state, in two regions', '| pending | `nothing` | – | Nothing is pending. |', '| pending | `nothing` | – | Nothing is pending. |\n| third | `nothing` | – | Nothing. |', [
    `mini/1-session.md:12: there is another state \`nothing\` at ${at('| pending | `nothing`')}`,
    'mini/2-files.md:9: FTP-FIL-5 is shadowed by FTP-FIL-4 for RNTO',
  ]],
  ['two of one phrase', '| still possible | choice', '| file missing | choice', [
    'mini/2-files.md:11: FTP-FIL-7 names an unknown condition `still possible`',
    `${at('| still possible | choice')}: there is another condition \`file missing\` at ${at('| file missing | session')}`,
  ]],
  ['an id of another form', '| FTP-SES-5 |', '| FTP-SESS-5 |', [`${at('| FTP-SES-5 |')}: \`FTP-SESS-5\` is no id: one reads \`FTP-ABC-1\``]],
  ['an id of another family', '| FTP-SES-5 |', '| SMTP-SES-5 |', [`${at('| FTP-SES-5 |')}: SMTP-SES-5 begins with SMTP, the ids before it with FTP`]],
  ['a requirement without R', 'FTP-SES-R1', 'FTP-SES-6', [`${at('FTP-SES-R1')}: \`FTP-SES-6\` is no id: one reads \`FTP-ABC-R1\``]],
  ['a state where nothing answers', '| `in`, `nothing` | `RNTO`', '| `out`, `nothing` | `RNTO`', [
    `${at('| `RNTO` | name')}: no row answers RNTO in state in+nothing`,
    'mini/2-files.md:8: FTP-FIL-4 is shadowed by FTP-FIL-1 for RNTO',
  ]],
  ['a list without otherwise', '| `RNFR` | otherwise | 350', '| `RNFR` | still possible | 350', [
    'mini/2-files.md:7: no row answers RNFR in state in when nothing before holds: FTP-FIL-3 is the last and has a condition',
  ]],
  ['a line event that nothing answers', 'any | `[unknown command]` |', '`in` | `[unknown command]` |', [
    `${at('| `[unknown command]` | line')}: no row answers [unknown command] in state out`,
  ]],
  ['a row after otherwise', '| `in` | `RNFR` | file missing | 550', '| `in` | `RNFR` | otherwise | 550', [
    'mini/2-files.md:7: FTP-FIL-3 is shadowed by FTP-FIL-2 for RNFR',
    `${at('| file missing | session')}: condition \`file missing\` is never used`,
  ]],
  ['the same condition twice', '| FTP-FIL-3 |', '| FTP-FIL-8 | `in` | `RNFR` | file missing | 550 | – | MAY | RFC 959 §5.4 |\n| FTP-FIL-3 |', [
    'mini/2-files.md:7: FTP-FIL-8 is shadowed by FTP-FIL-2 for RNFR',
  ]],
  ['a row in states that never hold together', '| FTP-FIL-5 |', '| FTP-FIL-8 | `out`, `renaming` | `RNTO` | otherwise | 250 | – | MAY | RFC 959 §5.4 |\n| FTP-FIL-5 |', [
    'mini/2-files.md:9: FTP-FIL-8 never applies to RNTO: no session gets into its states',
  ]],
  ['a row after the end', '| FTP-SES-2 | `connecting` |', '| FTP-SES-2 | `connecting`, `closed` |', [`${at('| FTP-SES-2 |')}: FTP-SES-2 begins in \`closed\`, where the session is over`]],
  ['a state that is never reached', '| 350 | `renaming` | MUST', '| 350 | – | MUST', [
    'mini/2-files.md:9: FTP-FIL-5 never applies to RNTO: no session gets into its states',
    `${at('| pending | `renaming`')}: state \`renaming\` is never reached`,
  ]],
  ['two next states of one region', '| 350 | `renaming` | MUST', '| 350 | `nothing`, `renaming` | MUST', ['mini/2-files.md:7: FTP-FIL-3 enters `nothing` and `renaming`, both of region pending']],
  ['a row that does nothing', '– | `nothing` | SHOULD', '– | – | SHOULD', ['mini/2-files.md:10: FTP-FIL-6 neither replies nor changes a state']],
  ['an event that nothing takes', '| `[unknown command]` | line', '| `[rain]` | host | It rains. |\n| `[unknown command]` | line', [`${at('| `[unknown command]` | line')}: event \`[rain]\` is never used`]],
  ['an argument without a command', '| nothing | `^.*$`', '| rest | `x` | – | – | none |\n| nothing | `^.*$`', [`${at('| nothing | `^.*$`')}: argument \`rest\` is never used`]],
  ['a reply code that nobody sends', '| 120 | Soon', '| 119 | Sooner | – | RFC 959 |\n| 120 | Soon', [`${at('| 120 | Soon')}: reply code 119 is never used`]],
  ['a text that nobody sends', '| 250 | any | Done.', '| 530 | `QUIT` | No. |\n| 250 | any | Done.', [`${at('| 250 | any | Done.')}: the text of 530 to \`QUIT\` is never used`]],
  ['a reply that is not allowed', '| otherwise | 221 | `closed` | MUST', '| otherwise | 221 / 250 | `closed` | MUST', [
    `${at('| FTP-SES-4 |')}: FTP-SES-4 answers QUIT with 250, which is not an allowed reply of QUIT`,
  ]],
  ['a reply without a text', '| 530 | any | Log in. |', '| 530 | FTP-FIL-1 | Log in. |\n| 221 | any | Bye. |', []],
  ['a reply without words', '| 503 | any | Not now. |', '| 250 | `RNTO` | Renamed. |', ['mini/2-files.md:8: FTP-FIL-4 answers RNTO with 503, for which there is no text']],
  ['a MUST without an example', 'FTP-FIL-4, FTP-FIL-5', 'FTP-FIL-5', ['mini/2-files.md:8: FTP-FIL-4 is shown by no example: add one, or `[no example: reason]` to its source']],
  ['an excuse that is out of date', 'FTP-SES-3, FTP-SES-4', 'FTP-SES-3, FTP-SES-4, FTP-SES-5', [`${at('| FTP-SES-5 |')}: FTP-SES-5 is shown by an example and says that it is not`]],
  ['an example of nothing', 'FTP-FIL-4, FTP-FIL-5', 'FTP-FIL-4, FTP-FIL-5, FTP-FIL-99', ['mini/2-files.md:15: example `files/a-rename` shows an unknown rule FTP-FIL-99']],
  ['a source that is none', '| 250 | `nothing` | MUST | RFC 959 §5.4 |', '| 250 | `nothing` | MUST | common sense |', ['mini/2-files.md:9: the source of FTP-FIL-5 names no RFC and no decision']],
  ['a decision that nobody took', 'a crash] — [decision](../decisions.md#kept-pending)', 'a crash] — [decision](../decisions.md#lost)', [
    'mini/2-files.md:13: FTP-FIL-R1 cites a decision `lost` that decisions.md does not hold',
  ]],
  ['an example argument that is wrong', '| `anna` |', '| `Anna` |', [`${at('| `anna` |')}: the example of \`name\` does not match its syntax`]],
  ['a wrong argument that is right', '| `A\\|B` |', '| `{x}y` |', []],
  ['a malformed argument that is well formed', '| `A\\|B` |', '| `b` |', [`${at('| `anna` |')}: the wrong example of \`name\` matches its syntax`]],
];

describe('the lints', () => {
  it('find nothing wrong with the mini specification', () => {
    expect(problemsAfter('# Files', '# Files')).toEqual([]);
  });

  it.each(CASES)('report %s', (_, from, to, problems) => {
    expect(problemsAfter(from, to)).toEqual(problems);
  });

  it('give up on more sessions than can be explored', () => {
    const many = Array.from({ length: 17 }, (_, n) => [`| r${n} | \`a${n}\` | – | one |`, `| r${n} | \`b${n}\` | – | two |`]).flat().join('\n');
    const rows = Array.from({ length: 17 }, (_, n) => `| FTP-SES-${n + 10} | \`a${n}\` | \`QUIT\` | file missing | 221 | \`b${n}\` | MAY | RFC 959 |`).join('\n');
    const text = FILES.map((file) => ({ ...file, text: file.text.replace('| pending | `nothing`', () => `${many}\n| pending | \`nothing\``).replace('| FTP-SES-4 |', () => `${rows}\n| FTP-SES-4 |`) }));
    const { protocol, margin } = parseProtocol('mini', text);
    expect(lintProtocol(protocol, margin).map(showProblem)).toEqual(['mini/1-session.md:7: the states combine to more sessions than can be checked']);
  }, 20_000);
});
