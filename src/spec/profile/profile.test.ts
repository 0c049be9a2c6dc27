import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ftp } from '../../generated/ftp.ts';
import { emitProfile } from '../emit.ts';
import { showProblem } from '../problem.ts';
import { applyProfile } from './apply-profile.ts';
import { lintProfile } from './lint-profile.ts';
import { listProfiles, loadProfile } from './load-profile.ts';
import { readProfile } from './read-profile.ts';

const SPEC = fileURLToPath(new URL('../../../spec', import.meta.url));
const PATH = 'spec/profiles/course-ftp.md';
const TEXT = await readFile(join(SPEC, 'profiles/course-ftp.md'), 'utf8');

/** The problems of the profile after one edit. */
function problemsAfter(from: string, to: string): string[] {
  expect(TEXT).toContain(from);
  const { profile, problems } = readProfile({ path: PATH, text: TEXT.replace(from, () => to) });
  return [...problems, ...lintProfile(ftp, profile)].map(showProblem);
}

/** The line on which the profile says something. */
const at = (text: string): string => `${PATH}:${TEXT.slice(0, TEXT.indexOf(text)).split('\n').length}`;

const CASES: readonly (readonly [what: string, from: string, to: string, problem: string])[] = [
  ['a verb that the base does not have', '`ABOR`, `STAT` |', '`ABOR`, `STATUS` |', `${at('| `ABOR`, `STAT`')}: ftp has no verb \`STATUS\``],
  ['a verb twice', '`ABOR`, `STAT` |', '`ABOR`, `STAT`, `USER` |', `${at('| `ABOR`, `STAT`')}: verb \`USER\` is there twice`],
  ['an alias alone', '`ABOR`, `STAT` |', '`ABOR`, `STAT`, `XPWD` |', `${at('| `ABOR`, `STAT`')}: \`XPWD\` is an alias of \`PWD\`, which is out of scope`],
  ['a verb without backticks', '| `PASV` | MUST', '| PASV | MUST', `${at('| `PASV` | MUST')}: \`PASV\` stands without backticks`],
  ['a support that there is not', '| `PASV` | MUST', '| `PASV` | WANT', `${at('| `PASV` | MUST')}: the support of a verb is MUST, SHOULD or MAY, not \`WANT\``],
  ['a condition that there is not', '| account needed |', '| acount needed |', `${at('| account needed |')}: ftp has no condition \`acount needed\``],
  ['a requirement that there is not', '`FTP-FIL-R38`', '`FTP-FIL-R380`', `${at('| `FTP-FIL-R38`')}: ftp has no requirement \`FTP-FIL-R380\``],
  ['a requirement that is out anyway', '`FTP-FIL-R38`', '`FTP-FIL-R31`', `${at('| `FTP-FIL-R38`')}: FTP-FIL-R31 is out of scope already: all its verbs are`],
  ['stages that are not the whole', '| E4 | Presentation: live demo | 20 %', '| E4 | Presentation: live demo | 15 %', `${at('| E4 | Presentation')}: the stages add up to 95 %, not 100 %`],
  ['parts that are not the whole', '| E4 | questions | 40 %', '| E4 | questions | 45 %', `${at('| E4 | questions')}: the parts of E4 add up to 105 %, not 100 %`],
  ['a part of no stage', '| E4 | questions | 40 %', '| E5 | questions | 40 %', `${at('| E4 | questions')}: there is no stage \`E5\``],
  ['a weight that is none', '| E4 | questions | 40 %', '| E4 | questions | much', `${at('| E4 | questions')}: a weight reads \`25 %\`, not \`much\``],
  ['a part that nobody marks', '| `access/*` | – |\n', '| – | – |\n', `${at('| E2 | greeting')}: a part is marked by checks or by hand`],
  ['a claim that nothing shows', '`ftpspec serve --protocol course-ftp` |', 'nothing |', `${at('| "Port 21 requires root')}: a claim is shown by a check, a file or a command in backticks`],
  ['a header with a slip', '| stage | title | weight |', '| stage | titel | weight |', `${at('| stage | title')}: a table with this header is not read; one that begins so is \`| stage | title | weight |\``],
  ['a row of another width', '| ftp | 2121 |', '| ftp |', `${at('| ftp | 2121')}: a row of this table has 2 cells, this one has 1`],
  ['a port that is none', '| ftp | 2121 |', '| ftp | many |', `${at('| ftp | 2121')}: \`many\` is no port`],
  ['an example of what is out of scope', 'shows: FTP-FAI-1\n', 'shows: FTP-FAI-1, FTP-FIL-7\n', `${at('```session\ntitle: An unknown command')}: example \`course-ftp/an-unknown-command\` shows an unknown rule FTP-FIL-7`],
  ['an example without steps that are any', 'C: XYZZY', 'X: XYZZY', `${at('C: XYZZY')}: a line of a session begins with title:, shows:, C:, S: or D:`],
];

it.each(CASES)('finds the line of %s', (_, from, to, problem) => {
  expect(problemsAfter(from, to)).toContain(problem);
});

it('has nothing to say of the profiles that there are', async () => {
  const names = await listProfiles(SPEC);
  expect(names).toContain('course-ftp');
  for (const name of names) expect((await loadProfile(SPEC, name)).problems).toEqual([]);
});

it('leaves the verbs that it names and nothing that only others need', async () => {
  const { profile } = await loadProfile(SPEC, 'course-ftp');
  const protocol = applyProfile(ftp, profile);
  expect(protocol.commands.map(({ verb }) => verb).toSorted()).toEqual(['ABOR', 'LIST', 'PASS', 'PASV', 'PORT', 'QUIT', 'RETR', 'STAT', 'STOR', 'TYPE', 'USER']);
  expect(protocol.states.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['renaming']));
  expect(protocol.states.map(({ name }) => name)).not.toContain('awaitingAccount');
  expect(protocol.rules.find(({ id }) => id === 'FTP-ACC-10')!.on).toEqual(['RETR', 'STOR', 'LIST']);
  expect(protocol.rules.find(({ id }) => id === 'FTP-ACC-25')).toBeUndefined();
  expect(protocol.commands.find(({ verb }) => verb === 'STAT')!.support).toBe('SHOULD');
  expect(emitProfile(profile)).toContain('export const courseFtp: ProfileSpec = {\n  name: "course-ftp",\n');
});

it('reports a profile of nothing, and a file without tables', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ftpspec-profile-'));
  try {
    await mkdir(join(folder, 'profiles'));
    await writeFile(join(folder, 'profiles/lost.md'), '# Lost\n\n| profile of | port |\n| --- | --- |\n| nothing | 1 |\n');
    expect((await loadProfile(folder, 'lost')).problems.map(showProblem).map((text) => text.replace(/^[^:]*\//, ''))).toEqual(['lost.md:1: a profile needs a table `| verb | support | why |`', 'lost.md:1: there is no protocol `nothing` to be a profile of']);
    expect(readProfile({ path: 'x.md', text: 'words' }).problems.map(showProblem)).toEqual(['x.md:1: a profile needs a title: `# …`', 'x.md:1: a profile needs a table `| profile of | port |`', 'x.md:1: a profile needs a table `| verb | support | why |`']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
