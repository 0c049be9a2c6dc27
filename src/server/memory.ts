import type { Rule } from '../spec/model.ts';
import { FACTS } from './listing.ts';
import type { Asked, SessionState } from './session-state.ts';

/**
 * Keeps what a command that succeeded says about later ones: names and positions. What the states say is the machine's;
 * this is only the data that goes with them.
 */
export function remember(session: SessionState, asked: Asked, rule: Rule): void {
  const code = rule.reply[0]?.[0] ?? 0;
  if (code >= 400) return;
  switch (asked.on) {
    case 'USER':
      session.userName = asked.argument;
      session.user = null;
      session.directory = '/';
      break;
    case 'AUTH':
    case 'REIN':
      session.userName = '';
      session.user = null;
      session.directory = '/';
      session.facts = DEFAULT_FACTS;
      session.dataPort.close();
      session.privateData = false;
      break;
    case 'PROT': session.privateData = asked.argument.toUpperCase() === 'P'; break;
    case 'CDUP': session.directory = asked.path ?? '/'; break;
    case 'RNFR': session.renameFrom = asked.path; break;
    case 'RNTO': session.renameFrom = null; break;
    case 'REST': session.restart = Number(asked.argument); break;
    case 'OPTS': if (/^mlst/i.test(asked.argument)) session.facts = selectFacts(asked.argument); break;
    default:
  }
}

/** All facts are shown until OPTS MLST chooses. */
export const DEFAULT_FACTS: readonly string[] = FACTS.map((fact) => fact.toLowerCase());

/** RFC 3659 §7.9: facts that the server does not have are left out, the rest is shown; no facts at all is a choice too. */
function selectFacts(argument: string): readonly string[] {
  const wanted = argument.slice('MLST'.length).trim().toLowerCase().split(';');
  return DEFAULT_FACTS.filter((fact) => wanted.includes(fact));
}
