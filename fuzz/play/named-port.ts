import { parseExtendedPassive, scanPassiveReply } from '../../src/wire/host-port.ts';
import type { Reply } from '../../src/wire/reply.ts';

/** The port that a reply names for data; null or undefined where it names none. */
export function namedPort({ code, lines }: Reply): number | null | undefined {
  const text = lines.join(' ');
  if (code === 227) return scanPassiveReply(text)?.port;
  if (code === 228) return longPort(text);
  return code === 229 || code === 150 || code === 125 ? parseExtendedPassive(text) : undefined;
}

/** The port of a reply to LPSV (RFC 1639): the last two numbers. */
function longPort(text: string): number | undefined {
  const found = /,2,(\d+),(\d+)\)/.exec(text);
  return found === null ? undefined : Number(found[1]) * 256 + Number(found[2]);
}
