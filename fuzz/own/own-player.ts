import { ruleOf } from '../oracle/demands.ts';
import { fileAct } from '../oracle/file-acts.ts';
import { Strangers } from '../oracle/strangers.ts';
import { Tree } from '../oracle/tree.ts';
import { bodyOf } from '../play/bodies.ts';
import { Names } from '../play/names.ts';
import type { Outcome } from '../play/outcome.ts';
import type { Stage } from '../play/stage.ts';
import { WireLog } from '../play/wire-log.ts';
import type { Problem } from '../problem.ts';
import type { Scenario, Step } from '../scenario.ts';
import type { Subject } from '../subject.ts';
import { OwnSession } from './own-session.ts';
import type { Wire } from './wire.ts';

/** Plays one scenario on a wire of its own, from its first step to its last, or to the first problem. Never throws. */
export class OwnPlayer {
  private readonly stage: Stage;
  private readonly wire: Wire;
  private readonly scenario: Scenario;
  private readonly sessions = new Map<number, OwnSession>();
  private fatal: Problem | null = null;

  /** @param prefix of the names that the scenario makes: unique on this server */
  constructor(subject: Subject, wire: Wire, scenario: Scenario, prefix: string) {
    this.wire = wire;
    this.scenario = scenario;
    this.stage = {
      subject, tree: new Tree(prefix, subject.shared), names: new Names(subject, prefix), log: new WireLog(), made: [], strangers: new Strangers(), reached: { active: false }, report: (problem) => { this.fatal ??= problem; },
      busyBeside: (session) => [...this.sessions.values()].some((other) => other !== session && other.standing === 'open' && !other.left && other.observer.waiting),
    };
  }

  async play(): Promise<Outcome> {
    for (const step of this.scenario.steps) {
      if (this.fatal !== null) break;
      await this.perform(step);
    }
    const wrong = this.fatal === null && JSON.stringify(this.scenario.steps).includes('{escape') ? await this.stage.subject.outside?.check() : null;
    if (typeof wrong === 'string') this.fatal = { kind: 'escape', rule: ruleOf(this.stage.subject.table.protocol.name, 'jail'), rules: [], verb: null, sent: '', expected: ['nothing outside the served directory changes'], actual: wrong, symptom: wrong };
    for (const session of this.sessions.values()) session.destroy();
    return this.outcome();
  }

  private async perform(step: Step): Promise<void> {
    if (step.act === 'open') return this.open(step.session);
    const session = this.sessions.get(step.session);
    if (session === undefined || session.left || session.standing !== 'open') return;
    switch (step.act) {
      case 'send': for (const line of step.lines) await this.send(session, line, step.wait); return;
      case 'bytes': return this.bytes(session, step.pieces);
      case 'upload': return this.upload(session, step);
      case 'end': return session.end();
      case 'drop': return session.drop();
      case 'close': session.data?.destroy(); session.blurred = true; return;
      case 'reset': session.data?.resetAndDestroy(); session.blurred = true; return;
      default:
    }
  }

  private async open(number: number): Promise<void> {
    const { subject } = this.stage;
    if (this.sessions.has(number)) return;
    const session = new OwnSession(number, this.stage, this.wire);
    this.sessions.set(number, session);
    const greets = subject.suite.greets;
    const there = await session.until(() => (greets ? session.replies > 0 : session.standing === 'open') || !/^(connecting|open)$/.test(session.standing), subject.timeout);
    if (session.standing === 'refused') session.problem('gone', 'survives', { expected: ['a connection'], actual: 'the connection was refused', symptom: 'refused' });
    else if (!there || (greets && session.replies === 0)) session.problem('silence', 'greeting', { expected: ['a greeting'], actual: 'none came', symptom: 'no greeting' });
  }

  private async send(session: OwnSession, template: string, wait: boolean): Promise<void> {
    // After its farewell a server owes nothing.
    if (session.standing !== 'open' || session.left || session.observer.mayBeOver) return;
    const text = this.stage.names.fill(spared(template), null);
    const space = text.indexOf(' ');
    const [verb, argument] = space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
    const { observer } = session;
    session.command(verb, argument, template.slice(template.indexOf(' ') + 1));
    if (!wait) session.blurred = true;
    if (!wait || session.blurred) return;
    // A file on its way back is part of the answer; one that is to be sent is not.
    const outward = fileAct(session.verb) === 'retrieve';
    const owes = (): boolean => (this.wire.once ? session.standing === 'open' || session.replies === 0 : outward ? observer.waiting : observer.replyDue);
    const done = (): boolean => !owes() || this.fatal !== null || session.standing !== 'open';
    const { timeout } = this.stage.subject;
    if (!await session.until(done, timeout)) session.problem('silence', 'one reply', { expected: observer.expected(), actual: `no answer within ${timeout} ms`, symptom: 'no reply' });
    else if (session.standing !== 'open' && owes() && this.fatal === null && !observer.mayBeOver) session.problem('closed', 'one reply', { expected: observer.expected(), actual: `the connection was ${String(session.standing)}`, symptom: 'closed' });
  }

  private async upload(session: OwnSession, step: Extract<Step, { readonly act: 'upload' }>): Promise<void> {
    const { tree, subject: { timeout } } = this.stage;
    const { observer } = session;
    if (!observer.mayTransfer || fileAct(session.verb) !== 'store') return;
    const body = bodyOf(step.size, step.text);
    const inline = this.wire.body(body);
    const { path } = session;
    if (inline === null && (session.data === null || session.blurred)) return;
    if (path !== null) tree.doubt(path);
    if (step.ending !== 'end') {
      const part = (inline ?? body).subarray(0, Math.floor((inline ?? body).length / 2));
      if (inline === null) session.data?.write(part); else session.write(part);
      session.blurred = true;
      if (step.ending === 'reset') { if (inline === null) session.data?.resetAndDestroy(); else session.drop(); }
      return;
    }
    if (inline === null) session.data?.end(body); else session.write(inline);
    const done = (): boolean => !observer.waiting || this.fatal !== null || session.standing !== 'open';
    if (!await session.until(done, timeout)) return session.problem('silence', 'one reply', { expected: observer.expected(), actual: `no answer within ${timeout} ms after the file`, symptom: 'no answer to a file' });
    if (session.lastCode === 226 && path !== null && this.fatal === null && !this.stage.busyBeside(session)) tree.set(path, { kind: 'file', content: body, size: body.length, changed: Date.now() });
  }

  private async bytes(session: OwnSession, pieces: readonly string[]): Promise<void> {
    session.blurred = true;
    session.commands += 1;
    for (const piece of pieces) {
      session.write(Buffer.from(this.stage.names.fill(piece, null), 'latin1'));
      await new Promise(setImmediate);
    }
  }

  private outcome(): Outcome {
    const sessions = [...this.sessions.values()];
    const count = (maps: readonly ReadonlyMap<string, number>[]): Map<string, number> => {
      const all = new Map<string, number>();
      for (const map of maps) for (const [key, value] of map) all.set(key, (all.get(key) ?? 0) + value);
      return all;
    };
    return {
      problem: this.fatal, commands: sessions.reduce((sum, { commands }) => sum + commands, 0), sessions: sessions.length, rules: count(sessions.map(({ observer }) => observer.taken)), states: count(sessions.map(({ observer }) => observer.visited)),
      wire: () => this.stage.log.events(), leftovers: [...new Set(this.stage.tree.leftovers().map(({ path }) => path))], turnedAway: false, gone: this.fatal !== null && /^(gone|closed|silence)$/.test(this.fatal.kind),
    };
  }
}

/** What others read is not written or removed. */
function spared(template: string): string {
  const act = fileAct(template.split(' ', 1)[0]!);
  return act === 'store' || act === 'delete' ? template.replace(/\{(?:file|large|directory|full-directory)\}/, '{n99}') : template;
}
