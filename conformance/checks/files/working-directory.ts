import { readQuotedPath } from '../../../src/wire/quoted-path.ts';
import type { Reply } from '../../../src/wire/reply.ts';
import { describe, type Session } from '../../session.ts';

/** Asks for the working directory and reads it from the 257 reply. */
export async function workingDirectory(session: Session): Promise<string> {
  return quotedPath(session, await session.succeeds('PWD'));
}

/** The path of a 257 reply, with its doubled quotes made single again. */
export function quotedPath(session: Session, reply: Reply): string {
  const found = readQuotedPath(reply.lines[0] ?? '');
  if (found === null || found.path === '') {
    session.fail('FTP-FIL-R1', ['257 "path" commentary'], describe(reply), 'The path stands directly after the code, between double quotes: 257 "/dir" is the current directory.');
  }
  return found.path;
}

/** The path of a name in a directory. */
export function inside(directory: string, name: string): string {
  return directory.endsWith('/') ? `${directory}${name}` : `${directory}/${name}`;
}
