import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { pino } from 'pino';
import { ftp } from '../generated/ftp.ts';
import type { Protocol } from '../spec/model.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { Table } from '../machine/table.ts';
import type { formatReply } from '../wire/reply.ts';
import type { OpenChannel } from './channel.ts';
import { allConditions } from './conditions/all.ts';
import { DEFAULTS, type ServerConfig } from './config.ts';
import { Guard } from './guard.ts';
import { plainAddress } from './data/plain-address.ts';
import { ControlChannel } from './control-channel.ts';
import { ControlSocket } from './control-socket.ts';
import { ReplyTexts } from './reply-text.ts';
import { Session } from './session.ts';
import { SharedMachine } from './shared-machine.ts';
import type { Shared } from './shared.ts';
import type { Conditions } from './session-state.ts';
import { openStores } from './open-stores.ts';
import { Statistics } from './statistics.ts';
import type { FileStore } from './store/file-store.ts';
import { valuesFor } from './texts.ts';
import { TlsService } from './tls-service.ts';
import type { TlsSettings } from './tls-settings.ts';
import { runTransfer } from './transfer.ts';
import { ANONYMOUS, Users } from './users.ts';

/** Settings; only the root has no default. */
export type ServerOptions = Pick<ServerConfig, 'root'> & Partial<ServerConfig>;

/** What a server is made of. Each part can be replaced, which is how deliberately faulty servers are built. */
export interface ServerParts {
  readonly protocol: Protocol;
  /** Answers that take the place of the server's own. */
  readonly conditions: Conditions;
  readonly store: (store: FileStore) => FileStore;
  readonly transfer: typeof runTransfer;
  /** The wire of a protocol that is not FTP's: how bytes become requests, and replies bytes. */
  readonly channel: OpenChannel;
  readonly format: typeof formatReply;
  /** Takes a connection over of which nothing was read; null, or absent: it stays as Node gives it. */
  readonly accept: ((socket: Socket) => Socket) | null;
  /** The values that the texts of the specification name. */
  readonly values: typeof valuesFor;
  readonly tls: (settings: TlsSettings, deadline: number) => TlsService;
  /** Replies as they go out, given the event that they answer. */
  readonly reply: (bytes: Buffer, on: string) => Buffer;
}

/** An FTP server whose every reply is chosen by the machine that the specification describes. */
export class ReferenceServer {
  readonly statistics = new Statistics();
  private readonly server: Server;
  /** Where TLS begins with the connection. */
  private readonly implicit: Server | null;
  private readonly sessions = new Set<Session>();
  private readonly shared: Shared;

  private constructor(shared: Omit<Shared, 'statistics'>, accept: ServerParts['accept']) {
    this.shared = { ...shared, statistics: this.statistics };
    const serve = (implicit: boolean): Server => createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: accept !== null }, (socket) => void this.welcome(accept === null ? socket : accept(socket), implicit));
    this.server = serve(false);
    this.implicit = shared.config.tls === null || shared.config.tls.implicitPort === null ? null : serve(true);
  }

  /**
   * Opens the served directory and listens.
   * @throws FtpspecError `ROOT_UNUSABLE`, `PORT_IN_USE`, `CANNOT_LISTEN`, `TLS_UNUSABLE`
   */
  static async start(options: ServerOptions, parts: Partial<ServerParts> = {}): Promise<ReferenceServer> {
    const config: ServerConfig = { ...DEFAULTS, users: ANONYMOUS, log: pino({ level: 'silent' }), ...options };
    const storeOf = await openStores(config, parts.store ?? ((store) => store));
    const protocol = parts.protocol ?? ftp;
    const table = new Table(protocol);
    const server = new ReferenceServer({
      protocol, table, machine: new SharedMachine(table), texts: new ReplyTexts(protocol, parts.format), config, users: new Users(config.users), log: config.log,
      guard: new Guard(config), storeOf,
      conditions: { ...allConditions(table), ...parts.conditions },
      transfer: parts.transfer ?? runTransfer,
      channel: parts.channel ?? ((socket, lineLimit, canonical) => new ControlChannel(socket, lineLimit, canonical)),
      values: parts.values ?? valuesFor,
      reply: parts.reply ?? ((bytes) => bytes),
      tls: config.tls === null ? null : (parts.tls ?? ((settings, deadline) => new TlsService(settings, deadline)))(config.tls, config.dataLimit),
    }, parts.accept ?? null);
    await listen(server.server, config.host, config.port);
    try {
      if (server.implicit !== null) await listen(server.implicit, config.host, config.tls!.implicitPort!);
    } catch (error) {
      await server.stop(0);
      throw error;
    }
    return server;
  }

  get address(): { host: string; port: number } {
    const { address, port } = this.server.address() as AddressInfo;
    return { host: address, port };
  }

  /** Where TLS begins with the connection; null where it does not. */
  get implicitAddress(): { host: string; port: number } | null {
    if (this.implicit === null) return null;
    const { address, port } = this.implicit.address() as AddressInfo;
    return { host: address, port };
  }

  /** Tells every client 421; transfers may end within the grace period; then everything is closed. */
  async stop(grace = this.shared.config.grace): Promise<void> {
    const closed = Promise.all([this.server, this.implicit].map((server) => new Promise<void>((resolve) => { if (server === null) resolve(); else server.close(() => resolve()); })));
    this.shared.guard.stop();
    const ended = Promise.all([...this.sessions].map((session) => session.closed));
    for (const session of this.sessions) session.shutDown(false);
    const timer = setTimeout(() => { for (const session of this.sessions) session.shutDown(true); }, grace);
    await ended;
    clearTimeout(timer);
    await closed;
  }

  private admits(socket: Socket): boolean {
    const admitted = this.shared.guard.admits(plainAddress(socket.remoteAddress ?? '') ?? '', socket);
    return admitted && this.sessions.size < this.shared.config.sessionLimit;
  }

  private async welcome(raw: Socket, implicit: boolean): Promise<void> {
    const { tls } = this.shared;
    const socket = tls === null ? raw : new ControlSocket(raw, tls);
    if (implicit && socket instanceof ControlSocket) await socket.protect();
    if (socket.destroyed) return;
    this.statistics.sessions += 1;
    const session = new Session(this.shared, socket, this.statistics.sessions, !this.admits(raw));
    this.sessions.add(session);
    void session.closed.then(() => this.sessions.delete(session));
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE'
      ? new FtpspecError('PORT_IN_USE', `port ${port} of ${host} is in use`, { hint: 'Choose another with --port, or 0 for a free one.' })
      : new FtpspecError('CANNOT_LISTEN', `cannot listen on ${host} port ${port}: ${error.message}`, { hint: 'Ports below 1024 need privileges; check --host.' })));
    server.listen({ host, port, backlog: 1024 }, () => resolve());
  });
}
