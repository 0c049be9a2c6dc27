import type { Table } from '../../src/machine/table.ts';
import type { Argument } from '../../src/spec/model.ts';

/** What real servers have beside what they must have. */
const OFFERED: ReadonlySet<string> = new Set(['CDUP', 'EPRT', 'EPSV', 'FEAT', 'HELP', 'MDTM', 'MKD', 'MLSD', 'MLST', 'OPTS', 'PASV', 'PWD', 'REIN', 'REST', 'RMD', 'SIZE', 'STAT', 'STOU', 'SYST', 'XCUP', 'XCWD', 'XMKD', 'XPWD', 'XRMD', 'ABOR', 'ACCT', 'ALLO', 'APPE', 'CWD', 'DELE', 'LIST', 'NLST', 'PASS', 'RNFR', 'RNTO', 'SITE', 'SMNT', 'AUTH', 'PBSZ', 'PROT']);

/** What a table server has of the command table. */
export interface Offered {
  /** Lines of FEAT. */
  readonly features: readonly string[];
  /** Verbs that no document demands and this server does not have. */
  readonly lacking: ReadonlySet<string>;
  /** The argument kind of each verb. */
  readonly kinds: ReadonlyMap<string, Argument>;
}

export function offeredOf(table: Table): Offered {
  const lacking = new Set(table.protocol.commands.filter(({ verb, support }) => support !== 'MUST' && !OFFERED.has(verb)).map(({ verb }) => verb));
  const features = table.protocol.commands.flatMap(({ feature, verb }) => (feature === null || lacking.has(verb) || table.rows(verb).some(({ rule }) => /mechanism/.test(rule.when)) ? [] : [` ${feature.replace('{facts}', 'type*;size*;modify*;')}`]));
  const byName = new Map(table.protocol.arguments.map((argument) => [argument.name, argument]));
  return { lacking, features, kinds: new Map(table.protocol.commands.map((command) => [command.verb, byName.get(command.argument)!])) };
}

/** The reply to a verb that is lacking. */
export const LACKING = '502 Command not implemented.\r\n';

/** Verbs after which a restart position holds no more. */
export const USED_ONCE: ReadonlySet<string> = new Set(['RETR', 'STOR', 'STOU', 'APPE', 'LIST', 'NLST', 'MLSD']);
