import type { Protocol } from '../src/spec/model.ts';

/** What every protocol with commands, replies and data connections demands somewhere. */
export type Role = 'one reply' | 'long line' | 'named port' | 'listening' | 'end of data' | 'completion';

const ROLES: Readonly<Record<string, Readonly<Record<Role, string>>>> = {
  ftp: { 'one reply': 'FTP-FAI-R1', 'long line': 'FTP-FAI-R5', 'named port': 'FTP-XFR-R9', listening: 'FTP-XFR-R7', 'end of data': 'FTP-XFR-R22', completion: 'FTP-XFR-60' },
  'minimal-ftp': { 'one reply': 'MIN-PRO-R7', 'long line': 'MIN-PRO-R7', 'named port': 'MIN-PRO-R2', listening: 'MIN-PRO-R2', 'end of data': 'MIN-PRO-R4', completion: 'MIN-PRO-21' },
};

/** The rule or requirement by which a protocol demands it. */
export function ruleFor(protocol: Protocol, role: Role): string { return (ROLES[protocol.name] ?? ROLES['ftp']!)[role]; }
