import type { Socket } from 'node:net';
import type { Upload } from '../store/upload.ts';
import { Pace } from './pace.ts';

/** An upload that takes no more than so many bytes a second: while it waits nothing more is read, and the client has to wait too. */
export function pacedUpload(upload: Upload, rate: number, socket: Socket): Upload {
  const pace = new Pace(rate);
  return {
    path: upload.path,
    write: async (chunks) => {
      await upload.write(chunks);
      await pace.passed(chunks.reduce((sum, { length }) => sum + length, 0), socket);
    },
    ...(upload.checkpoint === undefined ? {} : { checkpoint: () => upload.checkpoint!() }),
    commit: () => upload.commit(),
    abandon: () => upload.abandon(),
  };
}
