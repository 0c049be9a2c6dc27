import { Client, FTPError } from 'basic-ftp';
import { escapeBytes } from '../../../src/wire/escape.ts';
import { CHANGING } from '../../changing.ts';
import { hintFor } from '../../hints.ts';
import { levelOf } from '../../../src/spec/rule-text.ts';
import { Stop } from '../../stop.ts';
import { nameAccount } from '../../../src/user-client/name-account.ts';
import { withoutCommand } from '../../without-command.ts';
import type { Tester } from '../../tester.ts';
import { saysNotImplemented } from '../../../src/wire/not-implemented.ts';

/** What basic-ftp says of listings in another form than that of `ls -l`, DOS or MLSD; no document prescribes one. */
const FORM = /only supports MLSD, Unix- or DOS-style directory listing/;

/**
 * Keeps shortcomings of basic-ftp from counting against a server: it takes a part of a line for a reply where a segment ends there,
 * knows no 120, and takes what is quoted behind the path of a 257 for a part of it.
 */
function feedWholeLines(client: Client): void {
  const context = client.ftp as unknown as Record<typeof INTAKE, (text: string) => void>;
  const take = context[INTAKE].bind(context);
  let held = '';
  context[INTAKE] = (text) => {
    held += text;
    const end = held.lastIndexOf('\n') + 1;
    const whole = held.slice(0, end).replace(/^120 [^\n]*\n/gm, '').replace(/^(257 "(?:[^"]|"")*").*?(?=\r?\n)/gm, '$1');
    held = held.slice(end);
    if (whole !== '') take(whole);
    // A line without end is handed on before it fills the memory: basic-ftp has a limit.
    else if (held.length > UNENDED) { take(held); held = ''; }
  };
}

/** Where basic-ftp takes what arrives on its control connection. */
const INTAKE = '_onControlSocketData';

/** Bytes of a line that may wait for its end. */
const UNENDED = 1024 * 1024;

/** What stands for a command before the first one. */
const CONNECTING = 'the connection';

/** basic-ftp at work on the server: the client that a server's users will use, which follows no rule of this suite. */
export class RealClient {
  readonly client: Client;
  private readonly tester: Tester;
  private readonly rule: string;
  private readonly session: number;
  private sent = CONNECTING;
  private preparing: string | null = null;

  /** `rule` is what a failure violates. */
  constructor(tester: Tester, rule: string, session: number) {
    this.tester = tester;
    this.rule = rule;
    this.session = session;
    // The data connection goes to the host of the control connection, whatever address a 227 names.
    this.client = new Client(tester.timeout, { allowSeparateTransferHost: false });
    this.client.ftp.log = (message) => this.record(message);
    feedWholeLines(this.client);
  }

  /** Connects, logs in, and chooses TYPE I, as `access` of basic-ftp does. */
  async access(): Promise<void> {
    const { host, port, user, password, account, tls } = this.tester.testee;
    const protection = tls === undefined ? {} : { secure: tls === 'implicit' ? 'implicit' as const : true, secureOptions: { rejectUnauthorized: false } };
    if (account !== undefined) nameAccount(this.client, account);
    await this.client.access({ host, port, user, password, ...protection });
    // What follows LIST is a pathname (RFC 959 §4.1.3): a server that knows no options says rightly that there is no file `-a`.
    this.client.availableListCommands = this.client.availableListCommands.filter((command) => command !== 'LIST -a');
  }

  /** Logs in as a precondition. */
  async entered(): Promise<Client> {
    await this.given('login of basic-ftp', () => this.access());
    return this.client;
  }

  /** Steps that the check is not about: their failure blocks it. */
  async given<T>(what: string, steps: () => Promise<T>): Promise<T> {
    this.preparing = what;
    try {
      return await steps();
    } catch (error) {
      throw this.explain(error);
    } finally {
      this.preparing = null;
    }
  }

  /** Requires what the client got to be right. */
  require(holds: boolean, expected: string, actual: string, hint: string | null = null): void {
    if (holds) return;
    this.tester.ledger.add(this.verdict(), this.rule, { sent: this.sent, expected: [expected], actual, hint });
    throw new Stop('judged', actual);
  }

  /** An error of the client as what it says of the server; errors that are our own come back as they are. */
  explain(error: unknown): unknown {
    if (error instanceof Stop || !(error instanceof Error) || error instanceof TypeError || 'path' in error) return error;
    const actual = escapeBytes(error.message);
    if (error instanceof FTPError && this.sent === CONNECTING) this.tester.noteRefused(this.session);
    if (FORM.test(error.message)) return new Stop('not-implemented', 'the form of the listing is none that basic-ftp reads');
    if (this.preparing !== null) return new Stop('blocked', `${this.preparing}: ${this.sent}: ${actual}`);
    const code = error instanceof FTPError ? error.code : 0;
    const verb = this.sent.split(' ')[0]!;
    const command = this.tester.table.commands.get(verb);
    if (code >= 400 && CHANGING.has(verb) && this.tester.ground.writing !== null) return new Stop('blocked', this.tester.ground.writing);
    if (saysNotImplemented(code) && command !== undefined && command.support !== 'MUST') return new Stop('not-implemented', `${verb} is not implemented: ${actual}`);
    if (saysNotImplemented(code) && this.tester.ground.lacking.has(verb)) return withoutCommand(verb);
    const partial = Buffer.alloc(0);
    const hint = error instanceof FTPError ? null : hintFor(/timeout/i.test(error.message) ? { kind: 'silence', waited: this.tester.timeout, partial } : { kind: 'ended', how: 'clean', partial }, null);
    this.tester.ledger.add(this.verdict(), this.rule, { sent: this.sent, expected: ['basic-ftp completes what it was asked to do'], actual, hint });
    return new Stop(/FIN packet|closed connection|ECONNRE/.test(error.message) ? 'gone' : 'judged', actual);
  }

  private verdict(): 'fail' | 'warn' {
    return levelOf(this.tester.table.protocol, this.rule) === 'MUST' ? 'fail' : 'warn';
  }

  /** Files what basic-ftp logs: `> command`, `< what came`, its own remarks, and listings as they are. */
  private record(message: string): void {
    const { transcript } = this.tester;
    if (message.startsWith('> ')) {
      this.sent = escapeBytes(message.slice(2));
      transcript.record(this.session, 'control', 'sent', `${message.slice(2)}\r\n`);
    } else if (message.startsWith('< ')) transcript.record(this.session, 'control', 'received', message.slice(2));
    else transcript.record(this.session, 'control', 'note', message);
  }
}

/** Runs steps with one client, or several; closes them whatever happens. */
export async function withClients(tester: Tester, rule: string, count: number, steps: (clients: readonly RealClient[]) => Promise<void>): Promise<void> {
  if (tester.ground.login !== null) throw new Stop('blocked', tester.ground.login);
  const clients = Array.from({ length: count }, (_, at) => new RealClient(tester, rule, at + 1));
  for (const { client } of clients) tester.adopt({ destroy: () => client.close() });
  try {
    await steps(clients);
  } catch (error) {
    throw clients[0]!.explain(error);
  } finally {
    for (const { client } of clients) client.close();
  }
}
