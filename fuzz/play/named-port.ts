import { parseExtendedPassive, scanPassiveReply } from '../../src/wire/host-port.ts';
import { scanLongPassive } from '../../src/wire/long-address.ts';
import type { Reply } from '../../src/wire/reply.ts';

/** The port that a reply names for data; null or undefined where it names none. */
export function namedPort({ code, lines }: Reply): number | null | undefined {
  const text = lines.join(' ');
  if (code === 227) return scanPassiveReply(text)?.port;
  if (code === 228) return scanLongPassive(text)?.port;
  return code === 229 || code === 150 || code === 125 ? parseExtendedPassive(text) : undefined;
}
