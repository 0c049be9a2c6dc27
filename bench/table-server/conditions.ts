import type { TableSession } from './table-session.ts';

/** Longest name that a file system takes, and what no name holds. */
const BAD_NAME = /[^/]{256}|\0|\r|\n/;

/** Whether a `when` phrase holds, for a server that keeps its files in memory and offers neither TLS nor accounts. */
export function holds(phrase: string, session: TableSession, on: string, argument: string): boolean {
  const { files, cwd, restart } = session;
  switch (phrase) {
    case 'password wrong': return session.user !== session.server.user || argument !== session.server.password;
    case 'parameter not offered': return !(on === 'TYPE' ? /^(a|a n|i|l 8)$/i : on === 'STRU' ? /^f$/i : /^s$/i).test(argument);
    case 'protocol not offered': return on === 'EPRT' ? argument.slice(1, 2) !== '1' : argument !== '' && argument !== '1';
    case 'address refused': return session.addressOf(on, argument) === null;
    case 'option unknown': return !/^mlst/i.test(argument);
    case 'topic unknown': return argument !== '' && !session.server.table.commands.has(argument.toUpperCase());
    case 'no mechanism offered': return true;
    case 'no data connection': return session.source === null;
    default:
  }
  if (argument === '' && (phrase !== 'path missing' || on === 'STAT')) return false;
  const path = files.resolve(cwd, argument);
  const node = files.at(path);
  switch (phrase) {
    case 'file missing': case 'path missing': case 'directory missing': return node === null;
    case 'not a plain file': case 'names a directory': return node?.kind === 'directory';
    case 'not a directory': case 'names a file': return node?.kind === 'file';
    case 'name exists': return node !== null;
    case 'directory not empty': return node?.kind === 'directory' && node.entries.size > 0;
    case 'cannot be stored': return on !== 'STOU' && (files.parent(path) === null || node?.kind === 'directory' || BAD_NAME.test(path));
    case 'cannot be created': return files.parent(path) === null || BAD_NAME.test(path);
    case 'cannot be removed': return path === '/';
    case 'cannot be renamed': return files.parent(path) === null || node?.kind === 'directory' || `${path}/`.startsWith(`${session.renaming}/`) || BAD_NAME.test(path);
    case 'restart position impossible': return node?.kind === 'file' && restart > node.content.length;
    default: return false;
  }
}
