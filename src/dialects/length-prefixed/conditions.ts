import { isUtf8 } from 'node:buffer';
import { fileConditions } from '../../server/conditions/files.ts';
import { transferConditions } from '../../server/conditions/transfers.ts';
import type { Conditions } from '../../server/session-state.ts';
import type { OpenFile } from '../../server/store/open-file.ts';
import { md5Of } from './checksum.ts';

/** Checksums of files that are open to be sent. */
const checksums = new WeakMap<OpenFile, string>();

/** The checksum that was computed when the file was opened. */
export function checksumOf(file: OpenFile): string { return checksums.get(file) ?? ''; }

/** What the rules ask beyond what FTP's rules ask. */
export const lengthPrefixedConditions: Conditions = {
  'file missing': async (session, asked) => {
    if (asked.path !== null) return fileConditions['file missing']!(session, asked);
    // The text says already why no path can be made of the name.
    return true;
  },

  'name not UTF-8': (_, asked) => !isUtf8(Buffer.from(asked.argument, 'latin1')),

  /** Opens the file and reads it once for its checksum. */
  'cannot be read': async (session, asked) => {
    if (await transferConditions['cannot be opened']!(session, asked)) return true;
    if (session.prepared?.kind !== 'file') return true;
    const { file } = session.prepared;
    asked.problem = 'it cannot be read';
    const checksum = await md5Of(file.handle, file.facts.size, () => !session.socket.destroyed).catch(() => null);
    if (checksum !== null) checksums.set(file, checksum);
    return checksum === null;
  },
};
