import { DataConnection } from '../../src/client/data-connection.ts';
import { untilRead } from '../../src/client/has-read.ts';
import type { Example, Step } from '../../src/spec/model.ts';
import type { Table } from '../../src/machine/table.ts';
import { escapeBytes } from '../../src/wire/escape.ts';
import { parseExtendedPassive, scanPassiveReply } from '../../src/wire/host-port.ts';
import { nameAccount, offerAccount } from '../account.ts';
import { CHANGING } from '../changing.ts';
import { check, type Check } from '../check.ts';
import { beginTls, protectControl } from '../protect.ts';
import { Placeholders } from '../placeholders.ts';
import { describe, type Session } from '../session.ts';
import type { Tester } from '../tester.ts';
import { Stop } from '../stop.ts';
import { connectTo } from '../transfers.ts';

/**
 * The example sessions of the specification as checks. The observer judges each reply, because a server may take any freedom
 * that the rules leave; when it legally takes another way than the example shows, the check ends there.
 */
export function exampleChecks(table: Table): Check[] {
  return table.protocol.examples.map((example) => {
    const verbs = [...new Set(example.steps.flatMap((step) => (step.kind === 'send' ? [step.line.split(' ')[0]!] : [])))];
    return check(`${example.chapter}/example-${example.id.slice(example.id.indexOf('/') + 1)}`, `follows the example: ${example.title}`, example.shows, (tester) => play(tester, example), { verbs });
  });
}

async function play(tester: Tester, example: Example): Promise<void> {
  const session = await tester.connect();
  const stage = new Stage(tester, session, example);
  try {
    const login = loginSteps(example);
    if (login > 0 && tester.ground.login !== null) throw new Stop('blocked', tester.ground.login);
    if (tester.ground.writing !== null && example.steps.some((step) => step.kind === 'send' && CHANGING.has(verbOf(tester.table, step.line)))) throw new Stop('blocked', tester.ground.writing);
    for (const [at, step] of example.steps.entries()) {
      const take = (): Promise<boolean> => stage.take(step, example.steps[at + 1]);
      if (!(at < login ? await session.given('login', take) : await take())) return;
      if (at === login - 1 && tester.table.commands.has('ACCT')) await offerAccount(session, tester.testee);
    }
  } finally {
    await stage.close();
  }
}

/** The verb of a line, with the second word that is its own. */
function verbOf(table: Table, line: string): string {
  const [verb = '', ...words] = line.split(' ');
  return table.named(verb, words.join(' ')).verb;
}

/** How many steps at the start only log in, where the example is about something else. */
function loginSteps(example: Example): number {
  const pass = example.steps.findIndex((step) => step.kind === 'send' && step.line === 'PASS {password}');
  return pass < 0 || ['access', 'security'].includes(example.chapter) ? 0 : pass + 2;
}

/** What an example session has at hand: names, the passive port, the data connection. */
class Stage {
  private readonly tester: Tester;
  private readonly session: Session;
  private readonly placeholders: Placeholders;
  private passive: { port: number; way: 'PASV' | 'EPSV' | 'REPLY' } | null = null;
  private data: DataConnection | null = null;
  /** Whether the example sends something on a data connection. */
  private sends = false;

  private readonly shows: readonly string[];
  private readonly connects: boolean;
  /** The example negotiates TLS by itself. */
  private readonly authenticates: boolean;
  /** What the last PROT asked for. */
  private privacy = false;

  constructor(tester: Tester, session: Session, example: Example) {
    this.shows = example.shows;
    this.connects = example.steps.some((step) => step.kind === 'data');
    this.authenticates = example.steps.some((step) => step.kind === 'send' && step.line.startsWith('AUTH '));
    this.tester = tester;
    this.session = session;
    this.placeholders = new Placeholders(tester, session);
  }

  /** Performs a step; false when the server legally left the example. */
  async take(step: Step, following: Step | undefined): Promise<boolean> {
    switch (step.kind) {
      case 'send': {
        const verb = verbOf(this.tester.table, step.line);
        const line = await this.placeholders.fill(step.line, verb);
        if (verb === 'PROT') this.privacy = line === 'PROT P';
        // An example that allows a refusal leaves open whether its condition holds.
        const open = following?.kind === 'reply' && following.codes.some((code) => code >= 400);
        this.session.send(line, { ...(this.connects ? { 'no data connection': false } : {}), ...(open ? {} : this.session.nothingAgainst(verb, ['login wanted first'])), ...Object.fromEntries(step.facts.map((fact) => [fact, true])) });
        return true;
      }
      case 'reply': {
        const first = await this.session.replyIfOwed();
        if (first === null) return false;
        // Whoever has no account leaves the example here.
        const reply = this.tester.testee.account === undefined ? first : await nameAccount(this.session, this.tester.testee, first);
        const text = reply.lines.join(' ');
        if (reply.code === 530 && this.session.answered === 'AUTH') throw new Stop('not-implemented', `AUTH is not there before login: ${describe(reply)}`);
        // What a second handshake looks like under TLS no document says.
        if (reply.code === 234 && this.session.control.protection !== null) return false;
        if (reply.code === 234 && this.session.answered === 'AUTH') await beginTls(this.session);
        if (reply.code === 220 && this.session.answered === null && this.session.control.protection === null && this.tester.testee.tls === 'explicit' && !this.authenticates) await this.session.given('TLS', () => protectControl(this.session));
        if (this.session.answered === 'PROT' && reply.code === 200) this.session.privateData = this.privacy;
        if (reply.code === 227) this.passive = { port: scanPassiveReply(text)?.port ?? 0, way: 'PASV' };
        if (reply.code === 229 || reply.code === 150) this.passive = { port: parseExtendedPassive(text) ?? this.passive?.port ?? 0, way: reply.code === 229 ? 'EPSV' : 'REPLY' };
        if (step.codes.includes(reply.code)) {
          if (step.text !== undefined) this.holds(text, await this.placeholders.fill(step.text, ''), describe(reply));
          return true;
        }
        // What the server says of its own accord is not its freedom when the tester knows how the transfer went.
        if (this.session.answered === null && this.data !== null && step.codes.every((code) => code < 400 !== reply.code < 400)) {
          this.session.fail(this.shows[0]!, [step.codes.join(' or ')], describe(reply));
        }
        return false;
      }
      case 'data': return this.act(step);
    }
  }

  /** The words that the example shows are what the command was for. */
  private holds(text: string, wanted: string, actual: string): void {
    const { session, tester, shows } = this;
    const rule = shows.find((id) => tester.table.rules.get(id)?.on.includes(tester.table.canonical(session.answered ?? ''))) ?? shows[0]!;
    session.require(text.includes(wanted), rule, `a reply that holds "${wanted}"`, actual);
  }

  async close(): Promise<void> {
    await this.placeholders.listener?.close();
  }

  private async act(step: Extract<Step, { kind: 'data' }>): Promise<boolean> {
    const { session, tester } = this;
    switch (step.act) {
      case 'connect':
        if (this.passive === null || this.passive.port === 0) return false;
        this.data = await connectTo(tester, session, this.passive.port, this.passive.way);
        return true;
      case 'accept':
        this.data = (await this.placeholders.listener?.accept(session.timeout)) ?? session.fail('FTP-XFR-R11', ['a data connection to the address of PORT or EPRT'], `no connection within ${session.timeout} ms`);
        tester.adopt(this.data);
        if (session.privateData) this.data.secure(session.control.tlsSession);
        return true;
      case 'send':
        this.sends = true;
        await this.data?.send(Buffer.from(step.text ?? ''), { deadline: session.timeout });
        return true;
      case 'receive': {
        const received = await this.data?.receive({ deadline: session.timeout });
        // What the example has stored itself it gets back; of other files it shows something like what they hold.
        if (this.sends && step.text !== null && received !== undefined) session.require(received.bytes.toString('latin1') === step.text, this.shows[0]!, `the data ${step.text}`, escapeBytes(received.bytes));
        return true;
      }
      case 'close':
        this.data?.end();
        return true;
      case 'reset':
        // In mid-transfer: some of a download has come, and what was sent is read.
        if (this.data !== null && this.sends) await untilRead(this.data);
        else await this.data?.receive({ deadline: session.timeout, limit: 1 });
        this.data?.reset();
        return true;
    }
  }
}
