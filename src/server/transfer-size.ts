import { NvtEncoder } from '../wire/ascii.ts';
import type { Asked, SessionState } from './session-state.ts';

/**
 * The number of octets that RETR would send (RFC 3659 §4): the file's size in TYPE I; in TYPE A what its lines become,
 * which takes reading it.
 */
export async function transferSize(session: SessionState, asked: Asked): Promise<number> {
  const entry = await asked.entry();
  if (entry === null || asked.path === null || !session.ascii) return entry?.size ?? 0;
  const file = await session.store.openRead(asked.path);
  if (!file.ok) return entry.size;
  const encoder = new NvtEncoder();
  const buffer = Buffer.allocUnsafe(256 * 1024);
  let size = 0;
  try {
    for (;;) {
      const { bytesRead } = await file.value.handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return size + encoder.end().length;
      size += encoder.push(buffer.subarray(0, bytesRead)).length;
    }
  } finally {
    await file.value.handle.close();
  }
}
