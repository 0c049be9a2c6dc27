import { isPlain, type Representation } from '../wire/representation/representation.ts';
import { encodedFile } from './data/send-encoded.ts';
import type { Asked, SessionState } from './session-state.ts';

/**
 * The number of octets that RETR would send (RFC 3659 §4): the file's size where its bytes cross as they are; otherwise
 * what they become, which takes reading the file. In MODE Z they count before they are deflated (FTP-REP-R74).
 */
export async function transferSize(session: SessionState, asked: Asked): Promise<number> {
  const entry = await asked.entry();
  const { config, deflateLevel } = session;
  const representation = counted(session.representation);
  if (entry === null || asked.path === null || (isPlain(representation) && !session.ascii)) return entry?.size ?? 0;
  const file = await session.store.openRead(asked.path);
  if (!file.ok) return entry.size;
  try {
    let size = 0;
    for await (const bytes of encodedFile(file.value.handle, 0, { representation, level: deflateLevel, markers: config.markerInterval })) size += bytes.length;
    return size;
  } finally {
    await file.value.handle.close();
  }
}

/** The representation whose octets SIZE counts. */
export function counted(representation: Representation): Representation {
  return representation.mode === 'deflated' ? { ...representation, mode: 'stream' } : representation;
}
