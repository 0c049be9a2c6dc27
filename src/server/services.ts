import type { Table } from '../machine/table.ts';
import { formatLongAddress } from '../wire/long-address.ts';
import { idleRange } from './idle-range.ts';
import type { Values } from './reply-text.ts';
import type { Asked, SessionState } from './session-state.ts';

/** What new files lack where no session says otherwise. Read once: asking for it sets it, for a moment. */
const PROCESS_MASK = process.umask();

/** The values that the texts of older commands name. */
export function serviceValues(session: SessionState, asked: Asked): Values {
  switch (asked.on) {
    case 'LPSV': return { 'long-address': formatLongAddress(session.ipv6 ? session.local.address : (session.config.passiveAddress ?? session.local.address), session.passivePort) };
    case 'LPRT': return { families: session.ipv6 ? '6' : '4' };
    case 'SITE UMASK': return { mask: (session.mask ?? PROCESS_MASK).toString(8).padStart(3, '0') };
    case 'SITE IDLE': {
      const { least, most } = idleRange(session.config);
      return { idle: String(session.idle.limit / 1000), 'idle-least': String(least), 'idle-most': String(most) };
    }
    default: return {};
  }
}

/** The commands of two words that begin with a verb, one a line, with what they take. */
export function serviceLines(table: Table, verb: string): string[] {
  return table.protocol.commands.filter((command) => command.verb.startsWith(`${verb} `) && table.offers(command.verb)).map((command) => ` ${command.verb}${command.argument === 'nothing' ? '' : ` <${command.argument}>`}: ${command.help}`);
}
