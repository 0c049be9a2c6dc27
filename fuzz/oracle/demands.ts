import { ruleText } from '../../src/spec/rule-text.ts';
import type { Protocol } from '../../src/spec/model.ts';
import type { ReplyFault } from '../../src/wire/reply.ts';

/** What the engine checks beside the rows, by the requirement that asks for it. */
export type Demand =
  | 'slashes' | 'earlier rename' | 'empty listing' | 'whole file' | 'restart at a mark' | 'mark reply' | 'resumed upload' | 'resumed line'
  | 'one reply' | 'in order' | 'long line' | 'greeting' | 'survives' | 'closes' | 'independent' | 'telnet' | 'bare line feed' | 'carriage return'
  | 'listening' | 'named port' | '227' | '229' | 'end of data' | 'bytes' | 'lines' | 'restart' | 'stored' | 'appended' | 'unique name' | 'abort' | 'completion'
  | 'jail' | 'where' | 'made path' | 'listing' | 'names' | 'line ends' | 'facts line' | 'facts entry' | 'facts name' | 'facts type' | 'facts agree' | 'size' | 'time'
  | 'handshake' | 'failed handshake' | 'failed data handshake' | 'protected data' | 'cut upload' | 'cut form' | 'form' | 'record form' | 'listing form' | 'size of a form' | 'size in ascii'
  | 'hash' | 'hash chosen' | 'hash of a file' | 'hash of a part' | 'digits of a file' | 'digits of a part' | 'hash marked' | 'hash told' | 'promised' | 'listed' | 'facts listed' | 'host listed' | 'language listed' | 'security listed' | 'facts chosen' | 'facts marked' | 'facts told' | 'itself'
  | 'creation time' | 'creation time set' | 'time set' | 'times told' | 'permissions set' | 'mask' | 'mask told' | 'idle told' | 'perm' | 'charset' | 'unique fact' | 'room' | 'names itself' | 'language marked'
  | 'passive address' | 'protocols told' | 'families told' | 'name of its own' | 'asks' | 'user tells' | 'refusal tells' | 'guessing' | 'spaces' | 'trailing space' | 'odd names' | 'system' | 'features' | 'status listing' | 'changed' | 'renamed'
  | 'spaces in names' | 'listed date' | 'names of elsewhere' | 'restarted append' | 'bad form' | 'left listening' | 'last address' | 'mechanism in any case' | 'mechanism by its synonym' | 'data certificate' | 'resumption' | 'farewell on data'
  | 'nowhere' | 'connected' | 'default port' | 'empty file' | 'quit in a transfer' | 'password' | 'letters' | 'unasked refusals' | 'old port'
  | 'bare code' | 'listed form' | 'features in upper case' | 'UTF8 listed' | 'SHA-1 listed' | 'deflation listed' | 'type told' | 'nothing for strangers' | 'host again' | 'refused host' | 'default language' | 'interrupt' | 'one file for many'
  | 'language of before' | 'languages differ' | 'texts in UTF-8' | 'ports in no order' | 'one door' | 'services named' | 'mask of another' | 'any limit' | 'first hash' | 'help for all' | '228' | 'usual facts' | 'status at once' | 'fraction' | 'TVFS alone' | 'host alone' | ReplyFault;

const FTP: Readonly<Record<Demand, string>> = {
  slashes: 'FTP-FIL-R9', 'earlier rename': 'FTP-FIL-R14', 'empty listing': 'FTP-FIL-R23', 'whole file': 'FTP-XFR-60', 'restart at a mark': 'FTP-REP-R65', 'mark reply': 'FTP-REP-R60', 'resumed upload': 'FTP-REP-R61', 'resumed line': 'FTP-REP-R62',
  'one reply': 'FTP-FAI-R1', 'in order': 'FTP-FAI-R2', 'long line': 'FTP-FAI-R5', greeting: 'FTP-ACC-R1', survives: 'FTP-FAI-R4', closes: 'FTP-ACC-R8', independent: 'FTP-ACC-R6',
  telnet: 'FTP-GRA-R4', 'bare line feed': 'FTP-GRA-R3', 'carriage return': 'FTP-HST-R43', listening: 'FTP-XFR-R7', 'named port': 'FTP-XFR-R9', '227': 'FTP-XFR-R8', '229': 'FTP-XFR-R9',
  handshake: 'FTP-SEC-R2', 'failed handshake': 'FTP-SEC-R9', 'failed data handshake': 'FTP-SEC-R30', 'protected data': 'FTP-SEC-R21', 'cut upload': 'FTP-SEC-R27', 'cut form': 'FTP-REP-R46', form: 'FTP-REP-R2', 'record form': 'FTP-REP-R23', 'listing form': 'FTP-REP-R5', 'size of a form': 'FTP-REP-R7', 'size in ascii': 'FTP-FIL-R39',
  hash: 'FTP-DEF-R20', 'hash chosen': 'FTP-DEF-R23', 'hash of a file': 'FTP-DEF-R21', 'hash of a part': 'FTP-DEF-R27', 'digits of a file': 'FTP-DEF-R30', 'digits of a part': 'FTP-DEF-R32', 'hash marked': 'FTP-DEF-R23', 'hash told': 'FTP-DEF-R23',
  promised: 'FTP-INF-R3', listed: 'FTP-INF-R4', 'facts listed': 'FTP-FIL-R36', 'host listed': 'FTP-HST-R1', 'language listed': 'FTP-HST-R20', 'security listed': 'FTP-SEC-R7', 'facts chosen': 'FTP-FIL-R37', 'facts marked': 'FTP-FIL-R36', 'facts told': 'FTP-FIL-R58', itself: 'FTP-FIL-R52',
  'creation time': 'FTP-FIL-R61', 'creation time set': 'FTP-DEF-R7', 'time set': 'FTP-DEF-R1', 'times told': 'FTP-DEF-R4', 'permissions set': 'FTP-OLD-R21', mask: 'FTP-OLD-R23', 'mask told': 'FTP-OLD-R31', 'idle told': 'FTP-OLD-R28', perm: 'FTP-FIL-R54', charset: 'FTP-FIL-R62', 'unique fact': 'FTP-FIL-R51',
  room: 'FTP-DEF-R40', 'names itself': 'FTP-DEF-R45', 'language marked': 'FTP-HST-R20', 'passive address': 'FTP-XFR-R8', 'protocols told': 'FTP-XFR-R50', 'families told': 'FTP-OLD-R4', 'name of its own': 'FTP-XFR-R26',
  asks: 'FTP-ACC-R12', 'user tells': 'FTP-ACC-R4', 'refusal tells': 'FTP-ACC-R11', guessing: 'FTP-ACC-R3', spaces: 'FTP-GRA-R9', 'trailing space': 'FTP-GRA-R8', 'odd names': 'FTP-FIL-R6', 'end of data': 'FTP-XFR-R22', bytes: 'FTP-XFR-R3', lines: 'FTP-XFR-R4', restart: 'FTP-XFR-R17', stored: 'FTP-XFR-R23', appended: 'FTP-XFR-R25', 'unique name': 'FTP-XFR-R27',
  abort: 'FTP-XFR-R37', completion: 'FTP-XFR-R21', jail: 'FTP-FIL-R4', where: 'FTP-FIL-R2', 'made path': 'FTP-FIL-R12', listing: 'FTP-FIL-R22', names: 'FTP-FIL-R20',
  'line ends': 'FTP-FIL-R21', 'facts line': 'FTP-FIL-R32', 'facts entry': 'FTP-FIL-R33', 'facts name': 'FTP-FIL-R34', 'facts type': 'FTP-FIL-R38', 'facts agree': 'FTP-FIL-R35',
  size: 'FTP-FIL-R30', time: 'FTP-FIL-R31', system: 'FTP-INF-R1', features: 'FTP-INF-R2', 'status listing': 'FTP-INF-R6', changed: 'FTP-FIL-R7', renamed: 'FTP-FIL-R8',
  'spaces in names': 'FTP-FIL-R11', 'listed date': 'FTP-FIL-R24', 'names of elsewhere': 'FTP-FIL-R27', 'restarted append': 'FTP-XFR-R51', 'bad form': 'FTP-REP-R48', 'left listening': 'FTP-FAI-R9', 'last address': 'FTP-XFR-R11',
  'mechanism in any case': 'FTP-SEC-R4', 'mechanism by its synonym': 'FTP-SEC-R3', 'data certificate': 'FTP-SEC-R29', resumption: 'FTP-SEC-R28', 'farewell on data': 'FTP-SEC-R26',
  'features in upper case': 'FTP-INF-R20', 'UTF8 listed': 'FTP-INF-R22', 'SHA-1 listed': 'FTP-DEF-R25', 'deflation listed': 'FTP-REP-R71', 'type told': 'FTP-INF-R10', 'nothing for strangers': 'FTP-ACC-R13', 'host again': 'FTP-HST-R5',
  nowhere: 'FTP-XFR-R29', connected: 'FTP-XFR-R33', 'default port': 'FTP-XFR-R36', 'empty file': 'FTP-XFR-R28', 'quit in a transfer': 'FTP-ACC-R9', password: 'FTP-ACC-34', letters: 'FTP-XFR-R5', 'unasked refusals': 'FTP-GRA-R30', 'old port': 'FTP-XFR-R15',
  'refused host': 'FTP-HST-R6', 'default language': 'FTP-HST-R24', interrupt: 'FTP-GRA-R17', 'one file for many': 'FTP-XFR-R32',
  'language of before': 'FTP-HST-R25', 'languages differ': 'FTP-HST-R26', 'texts in UTF-8': 'FTP-HST-R23', 'ports in no order': 'FTP-SEC-R52', 'one door': 'FTP-OLD-4', 'services named': 'FTP-OLD-R20', 'mask of another': 'FTP-OLD-R24', 'any limit': 'FTP-OLD-R29', 'first hash': 'FTP-DEF-R26', 'help for all': 'FTP-INF-R9', '228': 'FTP-OLD-R1', 'usual facts': 'FTP-FIL-R53', 'status at once': 'FTP-INF-R5', fraction: 'FTP-DEF-R5', 'TVFS alone': 'FTP-INF-R21', 'host alone': 'FTP-HST-R1',
  'bare code': 'FTP-GRA-R18', 'listed form': 'FTP-FIL-R24', 'no-code': 'FTP-GRA-R10', 'bad-code': 'FTP-GRA-R10', 'bad-first-digit': 'FTP-GRA-R11', 'bad-second-digit': 'FTP-GRA-R11', 'missing-space': 'FTP-GRA-R10', 'no-text': 'FTP-GRA-R10',
  'inner-number': 'FTP-GRA-R14', 'bare-lf': 'FTP-GRA-R15', 'bare-cr': 'FTP-GRA-R13', nul: 'FTP-GRA-R13', 'too-long': 'FTP-GRA-R12',
};

const MINIMAL: Partial<Record<Demand, string>> = {
  listening: 'MIN-PRO-R2', 'named port': 'MIN-PRO-R2', bytes: 'MIN-PRO-R3', stored: 'MIN-PRO-R3', 'end of data': 'MIN-PRO-R4', completion: 'MIN-PRO-R4', jail: 'MIN-PRO-R5',
  independent: 'MIN-PRO-R6', listing: 'MIN-PRO-20', where: 'MIN-PRO-6',
};

/** Protocols with a wire of their own: what the engine looks at is less. */
const OWN: Readonly<Record<string, Partial<Record<Demand, string>> & { readonly 'one reply': string }>> = {
  'inline-marker': { 'one reply': 'INL-PRO-R1', bytes: 'INL-PRO-R21', jail: 'INL-PRO-R7', survives: 'INL-PRO-R8', greeting: 'INL-PRO-2', listing: 'INL-PRO-R10' },
  'length-prefixed': { 'one reply': 'LEN-PRO-R2', bytes: 'LEN-PRO-R8', jail: 'LEN-PRO-R14', survives: 'LEN-PRO-R19', closes: 'LEN-PRO-R9' },
  'ephemeral-port': { 'one reply': 'EPH-PRO-R10', bytes: 'EPH-PRO-R17', jail: 'EPH-PRO-R7', survives: 'EPH-PRO-R23', listening: 'EPH-PRO-R11', 'end of data': 'EPH-PRO-R18', listing: 'EPH-PRO-R14' },
};

/** What asks for one reply a line, in any protocol that has no more to say. */
const GENERAL: Readonly<Record<string, string>> = { 'minimal-ftp': 'MIN-PRO-R7' };
const FORM: Readonly<Record<string, string>> = { 'minimal-ftp': 'MIN-PRO-R1' };
const FAULTS: ReadonlySet<string> = new Set(['no-code', 'bad-code', 'bad-first-digit', 'bad-second-digit', 'missing-space', 'no-text', 'inner-number', 'bare-lf', 'bare-cr', 'nul', 'too-long']);

/** The requirement of a protocol that a demand comes from. */
export function ruleOf(protocol: string, demand: Demand): string {
  if (protocol === 'minimal-ftp') return MINIMAL[demand] ?? (FAULTS.has(demand) ? FORM[protocol]! : GENERAL[protocol]!);
  const own = OWN[protocol];
  if (own !== undefined) return own[demand] ?? own['one reply'];
  return FTP[demand];
}

/** Whether a protocol says what a space at either end of a name is. */
export function tellsSpaces(protocol: string): boolean { return protocol !== 'minimal-ftp' && OWN[protocol] === undefined; }

/** Whether what asks for it is a MUST: what a server only should do does not end a scenario. */
export function mustHold(protocol: Protocol, demand: Demand): boolean { return ruleText(protocol, ruleOf(protocol.name, demand))?.level === 'MUST'; }
