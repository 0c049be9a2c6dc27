import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClientError } from '../../../src/client/client-error.ts';
import { DataConnection } from '../../../src/client/data-connection.ts';
import { check, type Check, type CheckOptions } from '../../check.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { Conversation } from './conversation.ts';
import { put, type Framing } from './exchanges.ts';

/** What a check of this protocol works with: sessions, names, and the served directory where it is within reach. */
export class Stage {
  readonly tester: Tester;
  readonly framing: Framing;
  private readonly made: string[] = [];
  private sessions = 0;

  constructor(tester: Tester, framing: Framing) {
    this.tester = tester;
    this.framing = framing;
  }

  /** Connects without waiting for the greeting. */
  async connect(): Promise<Conversation> {
    const { testee, timeout, transcript, table, ledger } = this.tester;
    this.sessions += 1;
    try {
      const connection = await DataConnection.connect({ host: testee.host, port: testee.port, timeout, transcript, session: this.sessions });
      this.tester.adopt(connection);
      return new Conversation({ connection, table, ledger, timeout });
    } catch (error) {
      if (error instanceof ClientError) throw new Stop('gone', error.message);
      throw error;
    }
  }

  /** Connects and takes the greeting. */
  async session(): Promise<Conversation> {
    const session = await this.connect();
    await session.given('greeting', async () => {
      const { code } = await session.reply();
      session.require(code === 220, 'INL-PRO-2', '220', String(code));
    });
    return session;
  }

  /** A free name, removed after the check. */
  name(suffix = '.bin'): string {
    const name = this.tester.name(suffix);
    this.made.push(name);
    return name;
  }

  /** Puts a file on the server as a precondition and returns its name. */
  async place(session: Conversation, body: Uint8Array | string, name = this.name()): Promise<string> {
    const { root } = this.tester.testee;
    if (root === null) await session.given(`storing ${name}`, () => put(session, name, body, this.framing));
    else await writeFile(join(root, name), body);
    return name;
  }

  /** Makes a directory on the server's disk and returns its name; the protocol itself has no way to. */
  async directory(): Promise<string> {
    const name = this.name('-d');
    await mkdir(join(this.root, name));
    return name;
  }

  /** The served directory; a check that cannot do without it is skipped where it is not known. */
  get root(): string {
    const { root } = this.tester.testee;
    if (root === null) throw new Stop('skipped', 'the served directory is not on this machine, or not named by --root');
    return root;
  }

  /** Names on the disk that begin with this one; undefined where the disk is out of reach. */
  async traces(name: string): Promise<string[] | undefined> {
    const { root } = this.tester.testee;
    return root === null ? undefined : (await readdir(root)).filter((entry) => entry.includes(name));
  }

  async cleanUp(): Promise<void> {
    const { root } = this.tester.testee;
    if (root !== null) {
      await Promise.all(this.made.map((name) => rm(join(root, name), { recursive: true, force: true })));
      return;
    }
    const session = await this.connect().catch(() => null);
    if (session === null) return;
    await session.send(this.made.map((name) => `DEL ${name}\r\n`).join('') + 'QUIT\r\n');
    await session.connection.receive({ deadline: this.tester.timeout });
  }
}

/** Declares a check of `inline-marker`, or of `inline-length` where the id begins with that. */
export function inlineCheck(id: string, title: string, rules: readonly string[], run: (stage: Stage) => Promise<void>, options: CheckOptions = {}): Check {
  return check(id, title, rules, async (tester) => {
    const stage = new Stage(tester, id.startsWith('inline-length/') ? 'length' : 'marker');
    try {
      await run(stage);
    } finally {
      await stage.cleanUp();
    }
  }, options);
}
