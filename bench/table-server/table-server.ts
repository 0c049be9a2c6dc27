import { createServer, type AddressInfo } from 'node:net';
import type { Table } from '../../src/machine/table.ts';
import { ReplyTexts } from '../../src/server/reply-text.ts';
import { DataPorts } from './data-ports.ts';
import { MemoryFiles } from './memory-files.ts';
import { offeredOf, type Offered } from './offered.ts';
import { TableSession } from './table-session.ts';

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
  readonly offered: Offered;
  private names = 0;

  private constructor(table: Table, user: string, password: string, ports: DataPorts) {
    this.table = table;
    this.user = user;
    this.password = password;
    this.ports = ports;
    this.texts = new ReplyTexts(table.protocol);
    this.offered = offeredOf(table);
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
