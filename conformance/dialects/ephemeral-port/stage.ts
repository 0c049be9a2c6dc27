import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Framing } from '../../../src/dialects/ephemeral-port/answer-reader.ts';
import { check, type Check, type CheckOptions } from '../../check.ts';
import { DataConnection } from '../../../src/client/data-connection.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { OWN } from '../emptied.ts';
import { Talk } from './talk.ts';

/** Bytes of `FAILURE: File not found`. */
const ANSWER = 23;

/** What a check works with: sessions, names of its own, and files placed beforehand. */
export class Stage {
  readonly tester: Tester;
  private readonly framing: Framing;
  private readonly prefix = `${OWN}${randomBytes(4).toString('hex')}`;
  private readonly made: string[] = [];
  private talks = 0;
  private turns: Promise<void> = Promise.resolve();
  private other: DataConnection | null = null;

  constructor(tester: Tester, framing: Framing) {
    this.tester = tester;
    this.framing = framing;
  }

  talk(): Promise<Talk> {
    this.talks += 1;
    return Talk.open(this.tester, this.talks, this.framing, () => this.turn());
  }

  /**
   * Has the server answer another session, which nobody judges: so it has had its turn, and has read what was sent before, without
   * any waiting for time to pass.
   */
  turn(): Promise<void> {
    this.turns = this.turns.then(() => this.exchange()).catch(() => {});
    return this.turns;
  }

  private async exchange(): Promise<void> {
    const { testee, timeout, transcript } = this.tester;
    if (this.other === null) {
      this.other = await DataConnection.connect({ host: testee.host, port: testee.port, timeout, transcript, session: 1000 });
      this.tester.adopt(this.other);
    }
    const deadline = Math.min(timeout, 200);
    await this.other.send(Buffer.from(`get ${OWN}never-made${this.framing === 'lines' ? '\n' : ''}`), { deadline });
    await this.other.receive({ limit: ANSWER + (this.framing === 'lines' ? 1 : 0), deadline, halfOpen: true });
  }

  /** A name that nothing has, removed after the check where the disk is within reach: the protocol has no command for it. */
  name(suffix = ''): string {
    const name = `${this.prefix}-${this.made.length + 1}${suffix}`;
    this.made.push(name);
    return name;
  }

  /** Takes charge of a name that a check has made up. */
  own(name: string): void { this.made.push(name); }

  /** Makes a file as a precondition, on the disk where that is within reach, else by an upload. */
  async place(body: Uint8Array, name = this.name()): Promise<string> {
    const { root } = this.tester.testee;
    if (root !== null) {
      await writeFile(join(root, name), body, { mode: 0o666 });
      return name;
    }
    const before = this.tester.ledger.findings.length;
    try {
      await (await this.talk()).put(name, body);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      this.tester.ledger.findings.splice(before);
      throw new Stop('blocked', `storing ${name}: ${error.reason}`);
    }
    return name;
  }

  /** Makes a directory; the check is skipped where the disk is out of reach. */
  async directory(): Promise<string> {
    const name = this.name('-d');
    await mkdir(join(this.root(), name));
    return name;
  }

  /** The served directory on this machine's disk; the check is skipped where it is unknown. */
  root(): string {
    const { root } = this.tester.testee;
    if (root === null) throw new Stop('skipped', 'the served directory is not known: name it with --root');
    return root;
  }

  /** The bytes that the server has under a name: on its disk, or else by a download. Null when there is no such file. */
  async stored(name: string, talk: Talk): Promise<Buffer | null> {
    const { root } = this.tester.testee;
    if (root !== null) return readFile(join(root, name)).catch(() => null);
    return talk.get(name);
  }

  /** Requires that the server holds these bytes under that name, as a session of its own finds them. */
  async holds(name: string, body: Uint8Array, rule: string): Promise<void> {
    const talk = await this.talk();
    same(talk, await talk.get(name), body, rule);
  }

  /** Requires that nothing has that name. */
  async holdsNot(name: string, rule: string): Promise<void> {
    const talk = await this.talk();
    talk.say('get', name, { 'file missing': true });
    await talk.expect(550, rule);
    await talk.confirm('files-not-received');
  }

  async clear(): Promise<void> {
    const { root } = this.tester.testee;
    if (root !== null) await Promise.all(this.made.map((name) => rm(join(root, name), { recursive: true, force: true }).catch(() => {})));
  }
}

/** Requires that two files are the same. */
export function same(talk: Talk, actual: Buffer | null, expected: Uint8Array, rule: string): void {
  if (actual !== null && actual.equals(expected)) return;
  const at = actual === null ? 0 : [...expected.keys()].find((index) => expected[index] !== actual[index]) ?? expected.length;
  talk.fail(rule, [`${expected.length} bytes as they were sent`], actual === null ? 'no file' : `${actual.length} bytes, another one at ${at}`);
}

/** Declares a check of ephemeral-port. */
export function staged(id: string, title: string, rules: readonly string[], run: (stage: Stage) => Promise<void>, options: CheckOptions & { readonly framing?: Framing } = {}): Check {
  const framing = options.framing ?? 'bare';
  return check(`${framing === 'bare' ? 'ephemeral-port' : 'ephemeral-port-lines'}/${id}`, title, rules, async (tester) => {
    const stage = new Stage(tester, framing);
    try {
      await run(stage);
    } finally {
      await stage.clear();
    }
  }, options);
}
