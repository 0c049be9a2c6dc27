import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { argumentCondition } from '../machine/argument-conditions.ts';
import { argumentOf, askedBy } from './asked-by.ts';
import { ClientRecord } from './client-record.ts';
import { DataPort } from './data/data-port.ts';
import { limitSending } from './data/pace.ts';
import { plainAddress } from './data/plain-address.ts';
import type { Channel } from './channel.ts';
import type { Request } from './command-line.ts';
import { ControlSocket } from './control-socket.ts';
import { EFFECTS, type Effector } from './effects.ts';
import { IdleClock } from './idle-clock.ts';
import { emptyMemory, remember } from './memory.ts';
import { protectSession, uncoverSession } from './protect-session.ts';
import { limitedUpload } from './limited-upload.ts';
import { representationOf } from './representation-of.ts';
import { SessionMachine } from './session-machine.ts';
import type { Decision } from './shared-machine.ts';
import type { Asked, Prepared, SessionState } from './session-state.ts';
import type { Shared } from './shared.ts';
import { release } from './transfer.ts';

/** Milliseconds that a client has to close its side after the last reply. */
const LINGER = 2000;

/** What happened to the server, waiting for its turn. */
interface Happening { readonly on: string; readonly endsTransfer: boolean; readonly argument: string }

/**
 * One client: reads requests, lets the machine decide, writes the reply, performs the effects. One request is answered at
 * a time; while a transfer runs only the commands that reach it (ABOR, STAT) are answered, the others wait.
 */
export class Session {
  readonly closed: Promise<void>;
  private readonly shared: Shared;
  private readonly socket: Socket;
  private readonly channel: Channel;
  private readonly machine: SessionMachine;
  private readonly state: SessionState;
  private readonly log: Logger;
  private readonly record = new ClientRecord();
  private readonly events: Happening[] = [];
  private readonly idle: IdleClock;
  private transfer: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null;
  private readonly effector: Effector = {
    close: () => this.close(),
    abortTransfer: () => { this.channel.flush(); this.transfer?.abort.abort(); },
    startTransfer: () => this.startTransfer(),
    protect: () => protectSession(this.socket, this.channel, this.log),
    uncover: () => uncoverSession(this.socket, this.channel),
  };
  private busy = false;
  private pumping: Promise<void> = Promise.resolve();
  private over = false;
  private forced = false;
  private leaving = false;

  /** @param crowded whether the server has as many sessions as it takes: this one is turned away */
  constructor(shared: Shared, socket: Socket, id: number, crowded = false) {
    this.shared = shared;
    this.socket = socket;
    this.log = shared.log.child({ session: id, connection: `${plainAddress(socket.remoteAddress ?? '') ?? ''}:${socket.remotePort ?? 0}` });
    this.machine = new SessionMachine(shared.machine);
    this.channel = shared.channel(socket, shared.config.lineLimit, (verb) => shared.table.canonical(verb));
    this.idle = new IdleClock(shared.config.idleLimit, () => this.idled());
    this.state = this.initialState(crowded);
    this.closed = new Promise((resolve) => socket.once('close', () => void this.finish().then(resolve)));
    socket.setNoDelay(true);
    // For protocols that move files on this connection.
    limitSending(socket, shared.config);
    socket.on('data', (chunk: Buffer) => {
      // What comes after the last reply is read and dropped: closing on unread bytes would reset the reply away.
      if (this.over) return;
      this.channel.take(chunk);
      this.pump();
    });
    socket.on('end', () => this.left());
    socket.on('error', (error) => this.log.debug({ error: error.message }, 'control connection failed'));
    this.log.info({ peer: this.state.peer.address }, 'connected');
    this.raise('[connected]');
  }

  /** Tells the client 421 once no transfer runs, and closes; `force` waits neither for the transfer nor for the client. */
  shutDown(force: boolean): void {
    if (force) {
      this.forced = true;
      this.transfer?.abort.abort();
      if (this.over || this.channel.blocked) this.socket.destroy();
    }
    this.raise('[shutting down]');
  }

  private initialState(crowded: boolean): SessionState {
    const { shared, socket, machine } = this;
    const stopping = (): boolean => this.forced;
    const peer = plainAddress(socket.remoteAddress ?? '') ?? '';
    const local = plainAddress(socket.localAddress ?? '') ?? '';
    return {
      config: shared.config,
      socket,
      channel: this.channel,
      users: shared.users,
      guard: shared.guard,
      tls: shared.tls,
      get store() { return shared.storeOf(this.user); },
      statistics: shared.statistics,
      dataPort: new DataPort({ local, peer, defaultPort: socket.remotePort ?? 0, localDataPort: (socket.localPort ?? 1) - 1, onStranger: (address) => this.log.warn({ address }, 'a stranger tried to take a data connection') }),
      local: { address: local, port: socket.localPort ?? 0 },
      peer: { address: peer, port: socket.remotePort ?? 0 },
      ipv6: local.includes(':'),
      get ascii() { return machine.in('ascii'); },
      get representation() { return representationOf(machine); },
      get stopping() { return stopping(); },
      // What is protected before it has said a word began with TLS.
      implicit: socket instanceof ControlSocket && socket.protection !== null, privateData: false,
      crowded,
      confirm: (theirs, ours) => this.raise('[marker]', false, `${theirs} = ${ours}`),
      ...emptyMemory(shared.config), idle: this.idle,
    };
  }

  private raise(on: string, endsTransfer = false, argument = ''): void {
    this.events.push({ on, endsTransfer, argument });
    this.pump();
  }

  private idled(): void {
    if (this.transfer !== null) this.idle.refresh();
    // Nobody reads what would be said.
    else if (this.channel.blocked) this.socket.destroy();
    else this.raise('[idle too long]');
  }

  /** The client has closed its side: what it sent is answered, and a running transfer aborted (RFC 959 §4.1.1, QUIT). */
  private left(): void {
    this.leaving = true;
    if (this.channel.carriesData !== true) this.transfer?.abort.abort();
    if (this.over) this.socket.destroySoon();
    this.pump();
  }

  /** Answers everything that can be answered now. */
  private pump(): void {
    if (!this.busy) this.pumping = this.answerAll();
  }

  private async answerAll(): Promise<void> {
    this.busy = true;
    try {
      for (let next = this.take(); next !== undefined && !this.over; next = this.take()) {
        await this.answer(next);
        if (this.channel.requests.length === 0) this.channel.flush();
        await this.channel.room();
      }
    } catch (error) {
      // A fault of ours must not leave the client waiting, nor touch other sessions.
      this.log.error({ error }, 'session failed');
      this.socket.destroy();
    } finally {
      this.channel.flush();
      this.busy = false;
    }
    if (this.leaving && !this.over && this.transfer === null) this.close();
  }

  private take(): Request | undefined {
    // The end of a transfer is told before the end of the session.
    const transfers = this.transfer !== null || this.events.some(({ endsTransfer }) => endsTransfer);
    const at = this.events.findIndex(({ on }) => !(transfers && on === '[shutting down]'));
    if (at >= 0) {
      const [event] = this.events.splice(at, 1);
      // ABOR may have been answered after the transfer had ended and before that was told.
      return { on: event!.endsTransfer && this.machine.in('aborting') ? '[data closed]' : event!.on, verb: '', argument: event!.argument };
    }
    return this.channel.next((request) => this.transfer === null || this.shared.table.commands.get(request.on)?.duringTransfer === 'at once');
  }

  private async answer(request: Request): Promise<void> {
    this.idle.refresh();
    const asked = askedBy(request, this.state, this.shared.table);
    const decision = await this.machine.take(request.on, (phrase) => this.holds(phrase, asked));
    if (decision === null) {
      this.log.debug({ event: request.on }, 'no rule');
      return;
    }
    remember(this.state, asked, decision.rule, this.shared.protocol);
    const code = decision.rule.reply[0]![0]!;
    const values = await this.shared.values(this.shared.table, this.state, asked, code);
    this.channel.reply(this.shared.reply(this.shared.texts.render(decision.rule, request.on, values, this.state.language), request.on));
    if (!this.machine.in('restarting')) this.state.restart = null;
    if (!this.machine.in('ranging')) this.state.range = null;
    this.shared.statistics.answered(request.on, code);
    const argument = request.on === 'PASS' ? '***' : request.argument;
    this.record.answered(request.on, argument, code);
    this.log.debug({ on: request.on, argument, rule: decision.rule.id, code }, 'answered');
    await this.perform(decision);
  }

  private holds(phrase: string, asked: Asked): boolean | Promise<boolean> {
    const syntax = argumentOf(asked.on, this.shared.table);
    const known = syntax === undefined ? null : argumentCondition(phrase, asked.argument, syntax);
    if (known !== null) return known;
    return this.shared.conditions[phrase]!(this.state, asked);
  }

  private async perform(decision: Decision): Promise<void> {
    // The client vanished while it was answered: nothing begins any more.
    if (!this.socket.destroyed) for (const effect of decision.effects) await this.effector[EFFECTS[effect]!]();
    await this.dropUnused();
  }

  /** A transfer command that was refused after it had opened its file gives it back. */
  private async dropUnused(): Promise<void> {
    if (this.transfer !== null || this.state.prepared === null) return;
    const unused = this.state.prepared;
    this.state.prepared = null;
    await release(unused);
  }

  private startTransfer(): void {
    this.channel.flush();
    const prepared = this.state.prepared!;
    const abort = new AbortController();
    // The server may have been stopped while the command was answered.
    if (this.forced) abort.abort();
    this.state.progress = 0;
    const ended = this.shared.transfer(this.state, this.paced(prepared), abort.signal).catch((error: unknown) => {
      this.log.error({ error }, 'transfer failed');
      this.socket.destroy();
      return '[data failed]' as const;
    }).then((end) => {
      this.shared.statistics.transferred(prepared.kind, this.state.progress, end === '[data done]');
      this.record.transferred(prepared.kind, this.state.progress, end === '[data done]');
      this.log.info({ end, bytes: this.state.progress }, 'transfer ended');
      this.transfer = null;
      this.state.prepared = null;
      this.raise(end, true);
    });
    this.transfer = { abort, ended };
  }

  private paced(prepared: Prepared): Prepared {
    return prepared.kind === 'upload' ? { ...prepared, upload: limitedUpload(prepared.upload, this.state) } : prepared;
  }

  /** Ends our side once everything is sent; the client has `LINGER` to end its own. */
  private close(): void {
    if (this.over) return;
    this.over = true;
    this.channel.flush();
    this.transfer?.abort.abort();
    this.state.dataPort.close();
    this.idle.stop();
    const timer = setTimeout(() => this.socket.destroy(), LINGER);
    this.socket.once('close', () => clearTimeout(timer));
    this.socket.resume();
    this.socket.end(() => { if (this.leaving || this.forced) this.socket.destroySoon(); });
  }

  private async finish(): Promise<void> {
    this.over = true;
    this.idle.stop();
    this.state.dataPort.close();
    this.transfer?.abort.abort();
    // What is being answered at this moment may still open a file or begin a transfer.
    await this.pumping;
    this.transfer?.abort.abort();
    await this.transfer?.ended;
    await this.dropUnused();
    await this.machine.take('[control lost]', () => false);
    if (this.log.isLevelEnabled('debug')) this.log.debug({ history: this.record.history }, 'what the client said');
    this.log.info(this.record.summary(), 'closed');
  }
}
