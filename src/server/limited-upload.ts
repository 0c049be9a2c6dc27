import { Pace } from './data/pace.ts';
import { pacedUpload } from './data/paced-upload.ts';
import { quotaUpload } from './data/quota-upload.ts';
import type { SessionState } from './session-state.ts';
import type { Upload } from './store/upload.ts';

/** An upload within what its user may store, and no faster than the server lets it be. */
export function limitedUpload(upload: Upload, session: SessionState): Upload {
  const { config: { rateLimit }, guard, user, store, socket } = session;
  const paces = [...guard.pacesOf(user), ...(rateLimit === null ? [] : [new Pace(rateLimit)])];
  const held = user?.quota === undefined ? upload : quotaUpload(upload, user.quota, store);
  return paces.length === 0 ? held : pacedUpload(held, paces, socket);
}
