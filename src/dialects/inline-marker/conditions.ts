import type { Asked, Conditions } from '../../server/session-state.ts';
import { exclusiveUpload, isBeingUploaded } from './exclusive-upload.ts';
import { listingLine } from './listing.ts';

/** The listing that a LIST has read, line by line. */
const listings = new WeakMap<Asked, readonly string[]>();

export function listingOf(asked: Asked): readonly string[] { return listings.get(asked) ?? []; }

/** What the rules ask and FTP does not, or answers otherwise. */
export const conditions: Conditions = {
  'cannot be listed': async (session, asked) => {
    const entries = await session.store.list('/');
    if (!entries.ok) asked.problem = entries.detail;
    else listings.set(asked, await linesOf(entries.value));
    return !entries.ok;
  },
  'directory empty': (_, asked) => listingOf(asked).length === 0,
  'name exists': async (session, asked) => {
    asked.problem = 'it exists already';
    return (await asked.entry()) !== null || (asked.path !== null && isBeingUploaded(session.store, asked.path));
  },
  'cannot be stored': async (session, asked) => {
    if (asked.path === null) return true;
    const upload = await exclusiveUpload(session.store, asked.path);
    if (upload.ok) session.prepared = { kind: 'upload', upload: upload.value };
    else asked.problem = upload.detail;
    return !upload.ok;
  },
};

async function linesOf(entries: AsyncIterable<Parameters<typeof listingLine>[0]>): Promise<string[]> {
  const lines: string[] = [];
  // What is special can be neither sent nor entered: a link that leads nowhere, a device (INL-PRO-R12).
  for await (const entry of entries) if (entry.kind !== 'special') lines.push(listingLine(entry));
  return lines;
}
