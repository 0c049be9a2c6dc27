import { clientLines } from '../client-lines.ts';
import { fault, type Fault } from '../fault.ts';

/** A server that spoils the argument of every command before it looks at it. */
function spoils(id: string, title: string, seen: string | null, caughtBy: readonly string[], change: (argument: string) => string): Fault {
  return fault({ id: `files/${id}`, title, seen, caughtBy, line: () => clientLines((line) => line.replace(/^(STOR|RETR|DELE|RNFR|RNTO|MKD) ([^\r\n]*)/, (_, verb: string, argument: string) => `${verb} ${change(argument)}`)) });
}

function utf8(text: string, change: (text: string) => string): string {
  return Buffer.from(change(Buffer.from(text, 'latin1').toString('utf8'))).toString('latin1');
}

export const nameFaults = [
  spoils('names-end-at-a-space', 'takes the second word of the line for the name', 'students: line.split()[1]', ['files/name-with-spaces-inside', 'client/keeps-spaces-in-names'], (name) => name.trimStart().split(' ')[0]!),
  spoils('leading-spaces-skipped', 'skips all spaces before the name', 'Pure-FTPd', ['files/name-with-a-leading-space'], (name) => name.trimStart()),
  spoils('trailing-spaces-dropped', 'drops spaces after the name', 'students: line.strip()', ['files/name-with-a-trailing-space'], (name) => name.trimEnd()),
  spoils('path-parts-trimmed', 'trims each part of a path', null, ['client/protects-a-leading-space', 'files/name-with-a-leading-space'], (name) => name.split('/').map((part) => part.trim()).join('/')),
  spoils('names-in-ascii', 'replaces what is not ASCII by question marks', 'students: decode("ascii", "replace")', ['files/name-in-utf-8', 'files/name-in-decomposed-utf-8'], (name) => name.replace(/[\x80-\xff]/g, '?')),
  spoils('names-normalized', 'normalizes names', null, ['files/name-in-decomposed-utf-8'], (name) => utf8(name, (text) => text.normalize('NFC'))),
  spoils('names-cut-at-127', 'keeps 127 bytes of a name', 'students: char name[128]', ['files/name-of-200-bytes'], (name) => name.slice(0, 127)),
  spoils('hyphens-are-options', 'takes a name that begins with a hyphen for options', 'students: os.system("ls " + name)', ['files/name-with-a-leading-hyphen'], (name) => name.replace(/^-\S*/, '')),
  spoils('tilde-is-home', 'takes a tilde for a home directory', null, ['files/name-with-a-leading-tilde'], (name) => name.replace(/^~[^/]*/, '/')),
  spoils('percent-decoded', 'decodes names as if they were URLs', null, ['files/name-with-percent-signs'], (name) => name.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))),
  spoils('names-in-a-shell', 'ends a name where a shell would', 'CVE-2001-0550 and its like', ['files/name-with-shell-characters'], (name) => name.replace(/[;&`$].*/, '')),
  spoils('names-expanded', 'expands brackets and braces in names', 'wu-ftpd glob', ['files/name-with-brackets'], (name) => name.replace(/\[(.).*?\]|\{(.).*?\}/g, '$1$2')),
  spoils('hash-is-a-comment', 'ends a name at #', null, ['files/name-with-punctuation'], (name) => name.replace(/#.*/, '')),
  spoils('asterisk-dropped', 'drops asterisks from names', null, ['files/name-with-an-asterisk'], (name) => name.replaceAll('*', '')),
  spoils('backslash-is-a-slash', 'takes a backslash for a slash and drops the directory', null, ['files/name-with-a-backslash'], (name) => name.slice(name.lastIndexOf('\\') + 1)),
  spoils('quotes-dropped', 'drops double quotes from names', null, ['files/name-with-a-double-quote'], (name) => name.replaceAll('"', '')),
];
