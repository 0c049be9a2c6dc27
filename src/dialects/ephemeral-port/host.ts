import type { ServerParts } from '../../server/reference-server.ts';
import type { Asked, Conditions } from '../../server/session-state.ts';

/** Bytes of a listing: it is sent in one piece, so a larger directory cannot be listed. */
const LISTING = 4 * 2 ** 20;
/** Digits of a port, so that it ends where it ends (EPH-PRO-R12). */
const PORT_DIGITS = 5;
/** Bytes of a name (EPH-PRO-R6). */
const NAME = 255;

const listings = new WeakMap<Asked, readonly string[]>();

/** What the rules of ephemeral-port ask that those of FTP do not. */
export const conditions: Conditions = {
  'no plain name': (_, asked) => asked.argument.includes('/') || asked.argument === '.' || asked.argument === '..' || asked.argument.length > NAME || asked.path === null,
  'cannot be listed': async (session, asked) => {
    const entries = await session.store.list(session.directory);
    if (!entries.ok) return true;
    const names: string[] = [];
    let bytes = 0;
    try {
      for await (const { name } of entries.value) {
        bytes += name.length + 1;
        if (bytes > LISTING) return true;
        names.push(name);
      }
    } catch {
      // The directory vanished while it was read.
      return true;
    }
    listings.set(asked, names.sort());
    return false;
  },
};

/** The values that the texts of ephemeral-port name. */
export const values: ServerParts['values'] = async (_, session, asked) => ({
  port: String(session.passivePort).padStart(PORT_DIGITS, '0'),
  listing: listings.get(asked) ?? [],
});
