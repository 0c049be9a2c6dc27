import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { conditions } from '../../../../src/dialects/inline-marker/conditions.ts';
import { fileConditions } from '../../../../src/server/conditions/files.ts';
import { transferConditions } from '../../../../src/server/conditions/transfers.ts';
import type { ServerParts } from '../../../../src/server/reference-server.ts';
import type { Asked, Conditions, SessionState } from '../../../../src/server/session-state.ts';

/** The parts of a server that joins the name to its directory and looks no further, as the coursework does. `leaks` says which names get out. */
export function noJail(leaks: (name: string) => boolean): Pick<ServerParts, 'conditions'> {
  const real = (session: SessionState, asked: Asked): string => (asked.argument.startsWith('/') ? asked.argument : `${session.config.root}/${asked.argument}`);
  const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);
  const own: Conditions = conditions;
  return {
    conditions: {
      ...own,
      'file missing': async (session, asked) => !(leaks(asked.argument) ? await exists(real(session, asked)) : (await asked.entry()) !== null),
      'cannot be opened': async (session, asked) => {
        if (!leaks(asked.argument)) return transferConditions['cannot be opened']!(session, asked);
        const handle = await open(real(session, asked), 'r');
        session.prepared = { kind: 'file', file: { handle, facts: await handle.stat() }, offset: 0 };
        return false;
      },
      'cannot be removed': async (session, asked) => {
        if (!leaks(asked.argument)) return fileConditions['cannot be removed']!(session, asked);
        await rm(real(session, asked), { force: true });
        return false;
      },
      'cannot be stored': async (session, asked) => {
        if (!leaks(asked.argument)) return own['cannot be stored']!(session, asked);
        const path = real(session, asked);
        await writeFile(path, '');
        const write = async (chunks: readonly Buffer[]): Promise<void> => writeFile(path, Buffer.concat([await readFile(path), ...chunks]));
        session.prepared = { kind: 'upload', upload: { path: asked.argument, write, commit: async () => ({ ok: true, value: 0 }), abandon: () => rm(path) } };
        return false;
      },
    },
  };
}
