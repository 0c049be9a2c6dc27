import type { Protocol, Rule } from '../spec/model.ts';
import type { ServerConfig } from './config.ts';
import { defaultFacts, offeredFacts } from './facts.ts';
import { DEFAULT_HASH } from './hashes.ts';
import { DEFAULT_LANGUAGE, languageFor } from './languages.ts';
import type { Part } from './named-path.ts';
import { restartOf } from './restart-marker.ts';
import type { Asked, SessionState } from './session-state.ts';

type Memory = 'userName' | 'user' | 'loginFailures' | 'directory' | 'renameFrom' | 'restart' | 'restartAfterCr' | 'deflateLevel' | 'host' | 'language' | 'hash' | 'range'
  | 'facts' | 'prepared' | 'progress' | 'passivePort' | 'mask' | 'account' | 'dataProblem';

/** What a session knows before its client has said anything. */
export function emptyMemory(config: ServerConfig): Pick<SessionState, Memory> {
  return {
    userName: '', user: null, loginFailures: 0, directory: '/', renameFrom: null, restart: null, restartAfterCr: false, deflateLevel: 6,
    host: null, language: DEFAULT_LANGUAGE, hash: DEFAULT_HASH, range: null, facts: defaultFacts(config), prepared: null, progress: 0, passivePort: 0, mask: null, account: null, dataProblem: '',
  };
}

/**
 * Keeps what a command that succeeded says about later ones: names and positions. What the states say is the machine's;
 * this is only the data that goes with them.
 */
export function remember(session: SessionState, asked: Asked, rule: Rule, protocol: Protocol): void {
  const code = rule.reply[0]?.[0] ?? 0;
  if (code >= 400) return;
  switch (asked.on) {
    case 'USER':
      forgetServices(session);
      session.userName = asked.argument;
      session.user = null;
      session.directory = '/';
      break;
    case 'AUTH':
    case 'REIN':
      forgetServices(session);
      session.userName = '';
      session.user = null;
      session.directory = '/';
      session.facts = defaultFacts(session.config);
      session.hash = DEFAULT_HASH;
      session.dataPort.close();
      session.privateData = false;
      // RFC 7151 §3.2.2 has AUTH follow HOST, so the host stays.
      if (asked.on === 'REIN') {
        session.host = null;
        session.language = DEFAULT_LANGUAGE;
      }
      break;
    case 'HOST':
      session.host = asked.argument.toLowerCase();
      session.language = DEFAULT_LANGUAGE;
      session.userName = '';
      break;
    case 'LANG': session.language = languageFor(protocol, asked.argument) ?? DEFAULT_LANGUAGE; break;
    case 'RANG': session.range = rangeIn(asked.argument); break;
    case 'PROT': session.privateData = asked.argument.toUpperCase() === 'P'; break;
    case 'ACCT': session.account = asked.argument; break;
    case 'SITE UMASK': if (asked.argument !== '') session.mask = parseInt(asked.argument, 8); break;
    case 'SITE IDLE': if (asked.argument !== '') session.idle.limit = Number(asked.argument) * 1000; break;
    case 'CDUP': session.directory = asked.path ?? '/'; break;
    case 'RNFR': session.renameFrom = asked.path; break;
    case 'RNTO': session.renameFrom = null; break;
    case 'REST': {
      const restart = restartOf(asked.argument);
      session.restart = restart?.position ?? 0;
      session.restartAfterCr = restart?.afterCr ?? false;
      break;
    }
    case 'OPTS': setOption(session, asked.argument); break;
    default:
  }
}

function setOption(session: SessionState, argument: string): void {
  const [option = '', value = ''] = argument.split(' ');
  if (/^mlst$/i.test(option)) session.facts = selectFacts(session, value);
  else if (/^mode$/i.test(option)) session.deflateLevel = Number(/ level (\d)/i.exec(argument)?.[1] ?? session.deflateLevel);
  else if (/^hash$/i.test(option) && value !== '') session.hash = value.toUpperCase();
}

/** What a user asked of SITE, and the account, are not the next user's. */
function forgetServices(session: SessionState): void {
  session.account = null;
  session.mask = null;
  session.idle.limit = session.config.idleLimit;
}

/** RFC 3659 §7.9: facts that the server does not have are left out, the rest is shown; no facts at all is a choice too. */
function selectFacts(session: SessionState, value: string): readonly string[] {
  const wanted = value.toLowerCase().split(';');
  return offeredFacts(session.config).map((fact) => fact.toLowerCase()).filter((fact) => wanted.includes(fact));
}

/** RANG counts both ends in; `1 0` means the whole file. */
function rangeIn(argument: string): Part | null {
  const [first = 0, last = 0] = argument.split(' ').map(Number);
  return first > last ? null : { start: first, end: last + 1 };
}
