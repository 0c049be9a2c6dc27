import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ControlConnection } from '../src/client/control-connection.ts';
import { ClientError } from '../src/client/client-error.ts';
import type { DataListener } from '../src/client/data-listener.ts';
import { Transcript } from '../src/client/transcript.ts';
import type { Table } from '../src/machine/table.ts';
import { ACCOUNT_TO_LOG_IN } from '../src/wire/account-wanted.ts';
import type { Reply } from '../src/wire/reply.ts';
import { nameAccount, offerAccount } from './account.ts';
import { farewellOf } from './farewell.ts';
import type { Fixtures } from './fixtures.ts';
import { Ledger } from './ledger.ts';
import { protectControl, protectData } from './protect.ts';
import { SOLID, type Ground } from './ground.ts';
import { removeMade, type Made } from './remove-made.ts';
import type { Ending } from './result.ts';
import { Session } from './session.ts';
import { Stop } from './stop.ts';
import type { Testee } from './testee.ts';
import { deliver, listenFor } from './transfers.ts';
import type { TurnedAway } from './turned-away.ts';
import { drawName } from './variation.ts';

/** What a tester is made of; the runner makes one for each check. */
export interface TesterParts {
  readonly table: Table;
  readonly testee: Testee;
  readonly fixtures: Fixtures;
  /** Milliseconds that a reply may take. */
  readonly timeout: number;
  /** What is known not to work at all; a check that needs it is blocked at once. Absent: nothing is known. */
  readonly ground?: Ground;
  /** What the names are drawn for: the id of the check. */
  readonly purpose?: string;
}

/** What a check works with: sessions, names of its own, fixtures, and the book of findings. */
export class Tester {
  readonly testee: Testee;
  readonly fixtures: Fixtures;
  readonly table: Table;
  readonly timeout: number;
  readonly ground: Ground;
  readonly transcript = new Transcript();
  readonly ledger: Ledger;
  readonly sessions: Session[] = [];
  /** Addresses that the server's 227 replies named. */
  readonly passiveAddresses = new Set<string>();
  private readonly made: Made[] = [];
  private readonly ends: { destroy(): void }[] = [];
  private readonly listeners: DataListener[] = [];
  private names = 0;
  private connects = 0;
  /** A client that is none of the sessions was turned away. */
  private away: TurnedAway | null = null;
  /** Control connections that the server has not closed. */
  private open = 0;
  private readonly prefix: string;

  constructor(parts: TesterParts) {
    this.testee = parts.testee;
    this.fixtures = parts.fixtures;
    this.table = parts.table;
    this.timeout = parts.timeout;
    this.ground = parts.ground ?? SOLID;
    this.ledger = new Ledger(parts.table.protocol);
    this.prefix = `ftpspec-${drawName(parts.purpose ?? '')}`;
  }

  /** Notes that a client which is none of the sessions was refused. */
  noteRefused(session: number): void { this.away = { how: 'refused', session }; }

  /** The session that the server did not serve because it has as many as it can; null when there is none. */
  get turnedAway(): TurnedAway | null {
    const session = this.sessions.find(({ turnedAway }) => turnedAway !== null);
    return session === undefined ? this.away : { how: session.turnedAway!, session: session.number };
  }

  /** Connects without waiting for the greeting. */
  async connect(options: { localAddress?: string } = {}): Promise<Session> {
    this.connects += 1;
    const number = this.connects;
    try {
      const control = await ControlConnection.open({ host: this.testee.host, port: this.testee.port, timeout: this.timeout, transcript: this.transcript, session: number, ...options });
      const implicit = this.testee.tls === 'implicit';
      const problem = implicit ? await control.secure() : null;
      if (problem !== null) throw new Stop('gone', `TLS from the start: ${problem}`);
      const session = new Session({ control, table: this.table, ledger: this.ledger, timeout: this.timeout, number, writing: this.ground.writing, lacking: this.ground.lacking, account: this.testee.account !== undefined, implicit });
      this.sessions.push(session);
      this.open += 1;
      void control.closed.then(() => (this.open -= 1));
      return session;
    } catch (error) {
      if (error instanceof ClientError) throw new Stop('gone', error.message);
      throw error;
    }
  }

  /** Connects and takes the greeting. */
  async session(options: { localAddress?: string } = {}): Promise<Session> {
    if (this.ground.greeting !== null) throw new Stop('blocked', this.ground.greeting);
    if (this.ground.second !== null && this.open > 0) throw new Stop('blocked', this.ground.second);
    const session = await this.connect(options);
    await session.given('greeting', () => session.finalReply());
    if (this.testee.tls === 'explicit') await session.given('TLS', () => protectControl(session));
    return session;
  }

  /** A session that is logged in; a check that needs it is blocked where the login fails. */
  async login(options: { localAddress?: string } = {}): Promise<Session> {
    if (this.ground.login !== null) throw new Stop('blocked', this.ground.login);
    const session = await this.session(options);
    await session.given('login', () => this.logIn(session));
    if (this.testee.tls !== undefined) await session.given('TLS for data', () => protectData(session));
    return session;
  }

  /** Logs a session in, judged; in a protocol without login everybody is in. */
  async logIn(session: Session): Promise<void> {
    if (!this.table.commands.has('USER')) return;
    const reply = await session.command(`USER ${this.testee.user}`, { 'user refused': false });
    const answer = reply.code === 230 || reply.code === ACCOUNT_TO_LOG_IN ? reply : await this.password(session);
    if (await nameAccount(session, this.testee, answer) === answer && this.table.commands.has('ACCT')) await offerAccount(session, this.testee);
  }

  /** Goes on behind USER: gives the password, judged, and the account where that is asked for. */
  async givePassword(session: Session): Promise<void> { await nameAccount(session, this.testee, await this.password(session)); }

  private password(session: Session): Promise<Reply> { return session.command(`PASS ${this.testee.password}`, { 'password wrong': false, 'argument missing': false }); }

  /** A name that nothing has, which the tester removes afterwards when the check says what it made there. */
  name(suffix = ''): string {
    this.names += 1;
    return `${this.prefix}-${this.names}${suffix}`;
  }

  /** Notes a file to be removed after the check. Returns its name. */
  file(path: string): string {
    this.made.push({ verb: 'DELE', path });
    return path;
  }

  /** Notes a directory to be removed after the check, after everything that was noted later. */
  directory(path: string): string {
    this.made.push({ verb: 'RMD', path });
    return path;
  }

  /** Puts a file on the server as a precondition, and returns its name. */
  async place(session: Session, body: Uint8Array, name = this.name('.bin')): Promise<string> {
    await session.given(`storing ${name}`, async () => {
      if (this.table.commands.has('TYPE')) await session.succeeds('TYPE I');
      await deliver(this, session, `STOR ${this.file(name)}`, body);
    });
    return name;
  }

  /** Makes a directory as a precondition, and returns its name. */
  async makeDirectory(session: Session, name = this.name('-d')): Promise<string> {
    await session.given(`making ${name}`, () => session.succeeds(`MKD ${this.directory(name)}`));
    return name;
  }

  /** The bytes on the server's disk, null when there is no such file, undefined when the disk is out of reach. */
  disk(name: string): Buffer | null | undefined {
    if (this.testee.root === null) return undefined;
    try {
      return readRegular(join(this.testee.root, name));
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : undefined;
    }
  }

  async listen(session: Session): Promise<DataListener> {
    const listener = await listenFor(this, session);
    this.listeners.push(listener);
    return listener;
  }

  /** Takes charge of a connection: it is gone when the check is. */
  adopt(connection: { destroy(): void }): void { this.ends.push(connection); }

  /** Ends every connection; tells how the first session's control connection ended. */
  async end(): Promise<Ending> {
    for (const end of this.ends) end.destroy();
    for (const listener of this.listeners) await listener.close();
    const endings = await Promise.all(this.sessions.map((session) => leave(session, farewellOf(this.table, session), this.ground.lingers)));
    return endings.find((ending) => ending !== 'clean' && ending !== 'none') ?? endings[0] ?? 'none';
  }

  /** Removes what the check made, newest first: on the disk where that is within reach, else in a session of its own. Failures are not judged here. */
  async cleanUp(): Promise<void> {
    const { root } = this.testee;
    const made = this.made.reverse();
    const left = (root === null ? made : removeMade(root, made)).filter(({ verb }) => this.table.commands.has(verb));
    if (left.length === 0) return;
    const tester = new Tester({ table: this.table, testee: this.testee, fixtures: this.fixtures, timeout: this.timeout, ground: this.ground });
    try {
      const session = await tester.login();
      for (const { verb, path } of left) {
        session.control.send(`${verb} ${path}`);
        if ((await session.control.reply()).kind !== 'reply') break;
      }
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    } finally {
      await tester.end();
    }
  }
}

/** A server may leave a pipe where a file should be: reading that would never end. */
function readRegular(path: string): Buffer | undefined {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return fstatSync(fd).isFile() ? readFileSync(fd) : undefined;
  } finally {
    closeSync(fd);
  }
}

/** Says goodbye and waits for the server to close; a session that is closed already is left as it is, and so is one that no command ends. */
async function leave(session: Session, farewell: string | null, lingers: boolean): Promise<Ending> {
  if (farewell === null || !session.control.send(farewell)) {
    session.control.destroy();
    return 'clean';
  }
  if (lingers) {
    session.control.end();
    session.control.destroy();
    return 'hung';
  }
  let arrival = await session.control.reply();
  for (let replies = 0; arrival.kind === 'reply' && replies < 50; replies += 1) arrival = await session.control.reply();
  session.control.destroy();
  return arrival.kind === 'ended' ? arrival.how : arrival.kind === 'silence' ? 'hung' : 'leaked';
}
