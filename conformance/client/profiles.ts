import { ftp } from '../../src/generated/ftp.ts';
import { Table } from '../../src/machine/table.ts';
import type { Protocol } from '../../src/spec/model.ts';
import { SUITES } from '../catalog.ts';
import type { Profile } from './profile.ts';

type Wire = Omit<Profile, 'table' | 'protocol' | 'parts'>;

const FTP_CLIENT = ftp.requirements.filter(({ id }) => id.startsWith('FTP-CLI-'));

const ftpWire: Wire = {
  family: 'FTP', verbs: { get: ['RETR'], put: ['STOR', 'STOU', 'APPE'], list: ['LIST', 'NLST', 'MLSD'] }, quit: 'QUIT', greets: true, login: true, data: 'apart', ftpReplies: true,
  words: { login: '{user}\\n{password}', get: 'get {name}', put: 'put {name}', ls: 'ls', quit: 'quit' },
};
const inlineWire: Wire = {
  family: 'INL', verbs: { get: ['GET'], put: ['PUT'], list: ['LIST'] }, quit: 'QUIT', greets: true, login: false, data: 'inline', ftpReplies: false,
  words: { login: '', get: 'GET {name}', put: 'PUT {name}', ls: 'LIST', quit: 'QUIT' },
};
const ephemeralWire: Wire = {
  family: 'EPH', verbs: { get: ['get'], put: ['put'], list: ['ls'] }, quit: 'quit', greets: false, login: false, data: 'apart', ftpReplies: false,
  words: { login: '', get: 'get {name}', put: 'put {name}', ls: 'ls', quit: 'quit' },
};
const lengthWire: Wire = {
  family: 'LEN', verbs: { get: ['GET'], put: [], list: [] }, quit: null, greets: false, login: false, data: 'inline', ftpReplies: false,
  words: { login: '', get: '{name}', put: '', ls: '', quit: '' },
};
const OWN: Readonly<Record<string, Wire>> = {
  'inline-marker': inlineWire,
  'inline-length': inlineWire,
  'length-prefixed': lengthWire,
  'length-resume': lengthWire,
  'ephemeral-port': ephemeralWire,
  'ephemeral-port-lines': ephemeralWire,
};

/** The protocols whose clients can be judged. */
export const CLIENT_PROTOCOLS: readonly string[] = Object.keys(SUITES).filter((name) => SUITES[name]!.lines || OWN[name] !== undefined);

/** The profile of one of `CLIENT_PROTOCOLS`. */
export function profileOf(name: string): Profile {
  const { table, parts } = SUITES[name]!;
  const own = OWN[name];
  if (own !== undefined) return { ...own, table, protocol: table.protocol, parts: { ...parts, protocol: table.protocol } };
  const protocol = withClients(table.protocol);
  const offered = (verbs: readonly string[]): string[] => verbs.filter((verb) => table.commands.has(verb));
  const verbs = { get: offered(ftpWire.verbs.get), put: offered(ftpWire.verbs.put), list: offered(ftpWire.verbs.list) };
  const login = table.commands.has('USER');
  const words = login ? ftpWire.words : { login: '', get: 'RETR {name}', put: 'STOR {name}', ls: 'LIST', quit: 'QUIT' };
  return { ...ftpWire, verbs, login, words, table: new Table(protocol), protocol, parts: { ...parts, protocol } };
}

/** A profile of FTP asks of clients what FTP asks. */
function withClients(protocol: Protocol): Protocol {
  const known = new Set(protocol.requirements.map(({ id }) => id));
  return { ...protocol, requirements: [...protocol.requirements, ...FTP_CLIENT.filter(({ id }) => !known.has(id))] };
}
