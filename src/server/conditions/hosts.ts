import type { Table } from '../../machine/table.ts';
import { ControlSocket } from '../control-socket.ts';
import { languageFor } from '../languages.ts';
import type { Conditions, SessionState } from '../session-state.ts';

/** Characters of a domain name (RFC 1035 §2.3.4). */
const NAME_LIMIT = 255;

/** What the rules ask about virtual hosts and languages. */
export function hostConditions(table: Table): Conditions {
  return {
    'host not available now': () => false,
    'host unknown': (session, asked) => !isOwn(session, asked.argument.toLowerCase()),
    'language not offered': (_, asked) => languageFor(table.protocol, asked.argument) === null,
  };
}

/** Whether the server is a host of that name or at that address (RFC 7151 §3.1), and TLS was not set up for another (§3.2.2). */
function isOwn(session: SessionState, host: string): boolean {
  if (host.length > NAME_LIMIT) return false;
  const named = session.socket instanceof ControlSocket ? session.socket.protection?.servername : null;
  if (typeof named === 'string' && named !== '' && named.toLowerCase() !== host) return false;
  const { address } = session.local;
  const own = [address.includes(':') ? `[${address}]` : address, 'localhost', ...session.config.hosts];
  return own.some((name) => canonical(name) === canonical(host));
}

/** A host as URLs write it, which is one way for each address; null when it is none. */
function canonical(host: string): string | null {
  try {
    return new URL(`ftp://${host}/`).hostname.toLowerCase();
  } catch {
    return null;
  }
}
