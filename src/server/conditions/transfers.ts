import { isIPv6 } from 'node:net';
import { mayConnectTo } from '../data/may-connect-to.ts';
import { linesOf } from '../listing.ts';
import { type HostPort, parseExtendedPort, parseHostPort } from '../../wire/host-port.ts';
import { parseLongAddress } from '../../wire/long-address.ts';
import { isPlain, restartable, takesMarkers, type Representation } from '../../wire/representation/representation.ts';
import { MOST_IN_PAGES } from '../../wire/representation/pages.ts';
import { restartOf } from '../restart-marker.ts';
import { counted } from '../transfer-size.ts';
import { permits } from '../permissions.ts';
import type { Asked, Conditions, SessionState } from '../session-state.ts';

/** How MLSD crosses whatever was chosen (RFC 3659 §7.2); but MODE Z deflates it too (FTP-REP-R75). */
function asItIs({ mode }: Representation): Representation {
  return { type: 'image', structure: 'file', mode: mode === 'deflated' ? mode : 'stream' };
}

/** Beyond this many bytes the size in TYPE A is not computed: it takes reading the file. */
export const COUNTED = 64 * 2 ** 20;

/** How an address is written; where not here, as EPRT does. */
const READERS: Readonly<Record<string, (argument: string) => HostPort | null>> = { PORT: parseHostPort, LPRT: parseLongAddress };

/** What the rules ask about parameters, data ports and transfers. */
export const transferConditions: Conditions = {
  'parameter not offered': (session, asked) => {
    if (asked.on === 'STRU') return /^p$/i.test(asked.argument) && !session.config.pageStructure;
    return asked.on === 'TYPE' && /^l/i.test(asked.argument) && !/^l 8$/i.test(asked.argument);
  },
  'protocol not offered': (session, asked) => !protocolOffered(session, asked),
  'address refused': (session, asked) => {
    const target = (READERS[asked.on] ?? parseExtendedPort)(asked.argument);
    if (target === null || !mayConnectTo(target, session.peer.address)) return true;
    session.dataPort.active(target);
    return false;
  },
  'no port to listen on': async (session) => {
    const opened = await session.dataPort.passive({ family: session.ipv6 ? 6 : 4, address: session.local.address, ...(session.config.passivePorts === null ? {} : { ports: session.config.passivePorts }) });
    if (opened.ok) session.passivePort = opened.port;
    return !opened.ok;
  },
  'restart refused in ascii': () => false,
  'restart position impossible': async (session, asked) => {
    const entry = await asked.entry();
    return (session.restart ?? 0) > 0 && !restartable(session.representation) || (entry !== null && (session.restart ?? 0) > entry.size);
  },
  'names a marker': (session, asked) => takesMarkers(session.representation) && restartOf(asked.argument) !== null,
  'cannot be opened': async (session, asked) => {
    const offset = session.restart ?? 0;
    if (session.representation.structure === 'page' && ((await asked.entry())?.size ?? 0) > MOST_IN_PAGES) {
      asked.problem = `more than ${MOST_IN_PAGES} bytes do not go into pages`;
      return true;
    }
    const file = await session.store.openRead(asked.path!, offset);
    if (file.ok) session.prepared = { kind: 'file', file: file.value, offset };
    else asked.problem = file.detail;
    return !file.ok;
  },
  'cannot be stored': async (session, asked) => {
    if (asked.path === null) {
      asked.problem = 'not a usable name';
      return true;
    }
    if ((session.restart ?? 0) > 0 && !restartable(session.representation)) {
      asked.problem = 'no restart in this structure and mode';
      return true;
    }
    const upload = asked.on === 'STOU' ? await session.store.createUnique(session.directory, 'file', session.mask)
      // With a position APPE stores as STOR does (RFC 3659 §5.3).
      : asked.on === 'APPE' && session.restart === null ? await session.store.append(asked.path, session.mask)
        : takesMarkers(session.representation) && (session.restart ?? 0) > 0 ? await session.store.resume(asked.path, session.restart!)
          : await session.store.create(asked.path, session.restart ?? 0, session.mask);
    if (upload.ok) session.prepared = { kind: 'upload', upload: upload.value, restart: { position: session.restart ?? 0, afterCr: session.restart !== null && session.restartAfterCr } };
    else asked.problem = upload.detail;
    return !upload.ok;
  },
  'cannot be listed': async (session, asked) => {
    if (!permits(session.user, asked.on)) {
      asked.problem = 'permission denied';
      return true;
    }
    const lines = asked.path === null ? null : await linesOf(session, asked.on, asked.argument, asked.path);
    if (lines?.ok) session.prepared = { kind: 'listing', lines: lines.value, ...(asked.on === 'MLSD' ? { representation: asItIs(session.representation) } : {}) };
    else asked.problem = lines?.detail ?? 'not a usable name';
    return lines?.ok !== true;
  },
  'no data connection': () => false,
  'size takes too long': async ({ representation }, asked) => !isPlain(counted(representation)) && ((await asked.entry())?.size ?? 0) > COUNTED,
  'size unavailable in ascii': async (_, asked) => ((await asked.entry())?.size ?? 0) > COUNTED,
};

/** EPRT, EPSV and LPRT name a protocol by number (RFC 2428 §2, RFC 1639 §2); PASV can only speak of IPv4 addresses. */
function protocolOffered(session: SessionState, asked: Asked): boolean {
  if (asked.on === 'PASV') return !session.ipv6;
  if (asked.on === 'EPSV') return asked.argument === '' || asked.argument === (session.ipv6 ? '2' : '1');
  if (asked.on === 'LPRT') return parseLongAddress(asked.argument)?.family === (session.ipv6 ? 6 : 4);
  const target = parseExtendedPort(asked.argument);
  return target !== null && (target.family === 1 || target.family === 2) && isIPv6(target.address) === (target.family === 2);
}
