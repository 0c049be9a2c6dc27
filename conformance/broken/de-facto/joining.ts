import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { joiningConditions } from '../../../src/server/conditions/joining.ts';
import { fileNames } from '../../../src/server/named-path.ts';
import type { Asked, Condition, SessionState } from '../../../src/server/session-state.ts';
import { clientLines } from '../client-lines.ts';
import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const joins: Condition = (session, asked) => joiningConditions['cannot be joined']!(session, asked);

/** A server that joins in another way. */
function joining(act: Condition): { conditions: Record<string, Condition> } { return { conditions: { 'cannot be joined': act } }; }

/** Makes the file of the first part alone. */
async function beginWhole(session: SessionState, asked: Asked): Promise<void> {
  const upload = await session.store.create(asked.path!);
  if (!upload.ok) return;
  await upload.value.write([Buffer.from('begun')]);
  await upload.value.commit();
}

export const joiningFaults = [
  fault({
    id: 'de-facto/avbl-in-words', title: 'tells the room that is left in words', seen: null, caughtBy: ['de-facto/avbl-tells-a-number'],
    parts: () => rewriteReplies((text, on) => (on === 'AVBL' ? '213 Lots of room.\r\n' : text)),
  }),

  fault({
    id: 'de-facto/comb-sorts', title: 'joins files in another order than COMB names them', seen: null, caughtBy: ['de-facto/comb-joins-in-order'],
    line: () => clientLines((line) => line.replace(/^(COMB "[^"]*") ("[^"]*") ("[^"]*")/, '$1 $3 $2')),
  }),

  fault({
    id: 'de-facto/comb-replaces', title: 'replaces the file to be made instead of adding to it', seen: null, caughtBy: ['de-facto/comb-adds-to-what-is-there'],
    parts: () => joining(async (session, asked) => {
      await session.store.remove(asked.path!);
      return joins(session, asked);
    }),
  }),

  fault({
    id: 'de-facto/comb-keeps-the-parts', title: 'leaves the files that it has joined', seen: null, caughtBy: ['de-facto/comb-removes-the-parts'],
    parts: () => joining(async (session, asked) => {
      const parts = fileNames(asked.argument).slice(1);
      const failed = await joins(session, asked);
      for (const part of parts) await writeFile(join(session.config.root, session.directory, part), 'left');
      return failed;
    }),
  }),

  fault({
    id: 'de-facto/comb-begins-at-once', title: 'begins to write before it knows that all files are there', seen: null, caughtBy: ['de-facto/refused-comb-changes-nothing'],
    parts: () => ({
      conditions: {
        'part missing': async (session, asked) => {
          const missing = await joiningConditions['part missing']!(session, asked);
          if (missing) await beginWhole(session, asked);
          return missing;
        },
      },
    }),
  }),

  fault({
    id: 'de-facto/comb-writes-anywhere', title: 'makes the file that COMB names anywhere on the disk', seen: 'checks of paths in STOR only', caughtBy: ['de-facto/comb-stays-inside'],
    parts: () => joining(async (session, asked) => {
      const [whole = ''] = fileNames(asked.argument);
      if (!whole.startsWith('../')) return joins(session, asked);
      await writeFile(join(session.config.root, whole), 'outside');
      return false;
    }),
  }),
];
