import { createServer, type AddressInfo } from 'node:net';
import type { Table } from '../../src/machine/table.ts';
import { ReplyTexts } from '../../src/server/reply-text.ts';
import type { Argument } from '../../src/spec/model.ts';
import { DataPorts } from './data-ports.ts';
import { MemoryFiles } from './memory-files.ts';
import { TableSession } from './table-session.ts';

/** What real servers have beside what they must have. */
const OFFERED: ReadonlySet<string> = new Set(['CDUP', 'EPRT', 'EPSV', 'FEAT', 'HELP', 'MDTM', 'MKD', 'MLSD', 'MLST', 'OPTS', 'PASV', 'PWD', 'REIN', 'REST', 'RMD', 'SIZE', 'STAT', 'STOU', 'SYST', 'XCUP', 'XCWD', 'XMKD', 'XPWD', 'XRMD', 'ABOR', 'ACCT', 'ALLO', 'APPE', 'CWD', 'DELE', 'LIST', 'NLST', 'PASS', 'RNFR', 'RNTO', 'SITE', 'SMNT', 'AUTH', 'PBSZ', 'PROT']);

/** Ports for data: so many that one lent again has not been heard of for long. */
const PORTS = 1024;

/**
 * The fastest server that the specification makes: its compiled table behind a socket, files in memory, passive ports opened
 * beforehand. It shows what a fuzzer costs when the server costs next to nothing.
 */
export class TableServer {
  readonly table: Table;
  readonly user: string;
  readonly password: string;
  readonly files = new MemoryFiles();
  readonly ports: DataPorts;
  readonly texts: ReplyTexts;
  readonly features: readonly string[];
  /** Verbs that no document demands and this server does not have. */
  readonly lacking: ReadonlySet<string>;
  /** The argument kind of each verb. */
  readonly kinds: ReadonlyMap<string, Argument>;
  private names = 0;

  private constructor(table: Table, user: string, password: string, ports: DataPorts) {
    this.table = table;
    this.user = user;
    this.password = password;
    this.ports = ports;
    this.texts = new ReplyTexts(table.protocol);
    this.lacking = new Set(table.protocol.commands.filter(({ verb, support }) => support !== 'MUST' && !OFFERED.has(verb)).map(({ verb }) => verb));
    this.features = table.protocol.commands.flatMap(({ feature, verb }) => (feature === null || this.lacking.has(verb) || table.rows(verb).some(({ rule }) => /mechanism/.test(rule.when)) ? [] : [` ${feature.replace('{facts}', 'type*;size*;modify*;')}`]));
    const byName = new Map(table.protocol.arguments.map((argument) => [argument.name, argument]));
    this.kinds = new Map(table.protocol.commands.map((command) => [command.verb, byName.get(command.argument)!]));
  }

  /** Listens on a free loopback port. */
  static async start(table: Table, { user, password }: { readonly user: string; readonly password: string }): Promise<{ readonly port: number }> {
    const self = new TableServer(table, user, password, await DataPorts.open(PORTS));
    const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => new TableSession(self, socket));
    await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, resolve));
    return { port: (server.address() as AddressInfo).port };
  }

  nextName(): number { return ++this.names; }
}
