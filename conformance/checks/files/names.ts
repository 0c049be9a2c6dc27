import { check, type Check } from '../../check.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import type { Session } from '../../session.ts';
import { receive } from '../../transfers.ts';
import { tryDeliver, tryReceive } from './attempt.ts';
import { lastName, shownLines, someOf } from './listing-lines.ts';

/** A kind of name that a server has to keep as it is. */
interface NameKind {
  readonly id: string;
  /** Completes "stores, lists, retrieves and deletes a file whose name …". */
  readonly what: string;
  readonly rule: string;
  /** Makes the name out of one that is free. */
  readonly name: (free: string) => string;
  /** Some file systems have no such names: then a refusal is no fault. */
  readonly rare?: boolean;
  readonly hint: string;
}

const SPACE = 'Exactly one space ends the verb; all the rest of the line is the name. Do not trim or split it.';
const SPECIAL = 'The name is all that follows the space: no character in it means anything but itself.';

const KINDS: readonly NameKind[] = [
  { id: 'name-with-spaces-inside', what: 'holds spaces', rule: 'FTP-FIL-R5', name: (free) => `${free} two  three.txt`, hint: SPACE },
  { id: 'name-with-a-leading-space', what: 'begins with a space', rule: 'FTP-FIL-R11', name: (free) => ` ${free}`, hint: SPACE },
  { id: 'name-with-a-trailing-space', what: 'ends with a space', rule: 'FTP-FIL-R11', name: (free) => `${free} `, hint: SPACE },
  { id: 'name-in-utf-8', what: 'is UTF-8 beyond ASCII', rule: 'FTP-FIL-R6', name: (free) => `${free}-äé-日本-€-𝄞`, hint: 'Read and write the control connection as bytes or as UTF-8, with one choice for commands, listings and the disk.' },
  { id: 'name-in-decomposed-utf-8', what: 'holds a combining accent', rule: 'FTP-FIL-R6', name: (free) => `${free}-e\u0301`, hint: 'Do not normalize names.' },
  { id: 'name-of-200-bytes', what: 'is 200 bytes long', rule: 'FTP-FIL-R5', name: (free) => free.padEnd(200, 'n'), hint: 'Let no buffer limit a name below what the file system takes.' },
  { id: 'name-with-a-leading-hyphen', what: 'begins with a hyphen', rule: 'FTP-FIL-R5', name: (free) => `-${free}`, hint: 'Pass no name to a program such as ls, rm or mv, which takes it for an option.' },
  { id: 'name-with-a-leading-tilde', what: 'begins with a tilde', rule: 'FTP-FIL-R5', name: (free) => `~${free}`, hint: SPECIAL },
  { id: 'name-with-percent-signs', what: 'holds percent signs', rule: 'FTP-FIL-R5', name: (free) => `${free}%41%s%n.txt`, hint: 'A name is neither a URL nor a format string.' },
  { id: 'name-with-shell-characters', what: 'holds characters that a shell interprets', rule: 'FTP-FIL-R5', name: (free) => `${free};true&$(true)\`true\`$HOME`, hint: 'Call the file system directly: a name in a shell command runs whatever the client likes.' },
  { id: 'name-with-brackets', what: 'holds brackets and braces', rule: 'FTP-FIL-R5', name: (free) => `${free}[a-z]{1,2}`, hint: SPECIAL },
  { id: 'name-with-punctuation', what: 'holds #, apostrophe, comma, equals sign and plus', rule: 'FTP-FIL-R5', name: (free) => `#${free}'s,a=b+c@d!.txt`, hint: SPECIAL },
  { id: 'name-with-an-asterisk', what: 'holds an asterisk', rule: 'FTP-FIL-R5', name: (free) => `${free}*x`, rare: true, hint: SPECIAL },
  { id: 'name-with-a-backslash', what: 'holds a backslash', rule: 'FTP-FIL-R5', name: (free) => `${free}\\x`, rare: true, hint: SPECIAL },
  { id: 'name-with-a-double-quote', what: 'holds a double quote', rule: 'FTP-FIL-R5', name: (free) => `${free}"x"`, rare: true, hint: SPECIAL },
];

/** Names of every kind, each through STOR, the disk, NLST, RETR and DELE. */
export const nameChecks: readonly Check[] = KINDS.map((kind) => check(
  `files/${kind.id}`,
  `stores, lists, retrieves and deletes a file whose name ${kind.what}`,
  [kind.rule],
  (tester) => keeps(tester, kind),
  { verbs: ['STOR', 'NLST', 'RETR', 'DELE'] },
));

async function keeps(tester: Tester, kind: NameKind): Promise<void> {
  const session = await tester.login();
  const directory = await tester.makeDirectory(session);
  const free = tester.name();
  const name = kind.name(free);
  await session.given('preparing', async () => {
    await session.succeeds('TYPE I');
    await session.succeeds(`CWD ${directory}`);
  });
  tester.file(`${directory}/${name}`);
  const body = Buffer.from(`the body of ${free}`);
  await store(tester, session, kind, name, body);
  const listed = shownLines((await session.given('NLST', () => receive(tester, session, 'NLST'))).bytes);
  // Whatever the server made of the name lies in a directory of our own and has to go again.
  for (const one of listed) tester.file(`${directory}/${lastName(one)}`);
  const kept = tester.disk(`${directory}/${name}`);
  session.require(kept !== null, kind.rule, `a file named ${JSON.stringify(name)} on the disk`, `there is none; NLST shows ${someOf(listed)}`, kind.hint);
  session.require(listed.length === 1 && lastName(listed[0]!) === name, kind.rule, `NLST shows ${JSON.stringify(name)}`, `NLST shows ${someOf(listed)}`, kind.hint);
  const { bytes, code } = await tryReceive(tester, session, `RETR ${name}`);
  session.require(bytes.equals(body), kind.rule, `RETR brings the ${body.length} bytes stored`, `RETR brought ${bytes.length} bytes and ${code}`, kind.hint);
  const deleted = await session.command(`DELE ${name}`);
  session.require(deleted.code < 400, kind.rule, 'DELE removes the file', `${deleted.code} ${deleted.lines.join(' ')}`, kind.hint);
}

async function store(tester: Tester, session: Session, kind: NameKind, name: string, body: Buffer): Promise<void> {
  const { code } = await tryDeliver(tester, session, `STOR ${name}`, body);
  if (code < 400) return;
  // 553, "file name not allowed", is there for what a system does not have.
  if (kind.rare === true) throw new Stop('skipped', `the server refuses a name that ${kind.what}: ${code}`);
  session.fail(kind.rule, [`STOR of a name that ${kind.what} is accepted`], `${code}`, kind.hint);
}
