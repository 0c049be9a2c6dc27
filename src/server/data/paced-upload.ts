import type { Socket } from 'node:net';
import type { Upload } from '../store/upload.ts';
import type { Pace } from './pace.ts';

/** An upload that goes no faster than all of these paces: while it waits nothing more is read, and the client has to wait too. */
export function pacedUpload(upload: Upload, paces: readonly Pace[], socket: Socket): Upload {
  return {
    path: upload.path,
    write: async (chunks) => {
      await upload.write(chunks);
      for (const pace of paces) await pace.passed(chunks.reduce((sum, { length }) => sum + length, 0), socket);
    },
    ...(upload.checkpoint === undefined ? {} : { checkpoint: () => upload.checkpoint!() }),
    commit: () => upload.commit(),
    abandon: () => upload.abandon(),
  };
}
