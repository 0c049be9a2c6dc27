import type { DataConnection } from '../../../src/client/data-connection.ts';
import type { Answer } from '../../../src/dialects/ephemeral-port/answer-reader.ts';
import { wordOf } from '../../../src/dialects/ephemeral-port/words.ts';
import type { Example, Protocol, Step } from '../../../src/spec/model.ts';
import type { Check } from '../../check.ts';
import { type Stage, staged } from './stage.ts';
import type { Talk } from './talk.ts';

/** The example sessions of the specification as checks. Codes without a word are steps that the wire does not show. */
export function exampleChecks(protocol: Protocol): Check[] {
  return protocol.examples.map((example) => staged(`example-${example.id.slice(example.id.indexOf('/') + 1)}`, `follows the example: ${example.title}`, example.shows, (stage) => new Player(stage, protocol).play(example), { exclusive: example.steps.some((step) => step.kind === 'send' && step.line === 'ls') }));
}

class Player {
  private readonly stage: Stage;
  private readonly protocol: Protocol;
  private readonly values = new Map<string, string>();
  private data: DataConnection | null = null;
  private port: Answer | null = null;
  /** What leads to the next step that the wire does not show. */
  private event = '';

  constructor(stage: Stage, protocol: Protocol) {
    this.stage = stage;
    this.protocol = protocol;
  }

  async play(example: Example): Promise<void> {
    const talk = await this.stage.talk();
    // What has to be there is there from the start: a listing shows it.
    for (const step of example.steps) if (step.kind === 'send') await this.fill(step.line.replace(/^\S+ ?/, ''));
    // The session has begun already, without a word.
    for (const step of example.steps.slice(1)) await this.take(talk, step, this.ruleFor(example, step));
  }

  /** The rule that a step shows: the one that has its code. */
  private ruleFor(example: Example, step: Step): string {
    const codes = step.kind === 'reply' ? step.codes : [];
    return example.shows.find((id) => this.protocol.rules.some((rule) => rule.id === id && rule.reply.flat().some((code) => codes.includes(code)))) ?? example.shows[0]!;
  }

  private async take(talk: Talk, step: Step, rule: string): Promise<void> {
    if (step.kind === 'send') {
      const [verb = '', template = ''] = /^(\S+) ?(.*)$/.exec(step.line)?.slice(1) ?? [];
      const known = this.protocol.commands.some((command) => command.verb === verb);
      const argument = await this.fill(template);
      this.event = verb;
      // Without its name a command would be waited for; it needs a line end.
      const bare = known && argument === '' && this.protocol.commands.find((command) => command.verb === verb)!.argument === 'name';
      const facts = Object.fromEntries(step.facts.map((fact) => [fact, true]));
      talk.raw(`${wordOf(verb, argument)}${bare ? '\n' : ''}`, [{ verb: known ? verb : '[unknown command]', argument, facts }]);
    } else if (step.kind === 'reply') {
      await this.reply(talk, step.codes[0]!, rule);
    } else if (step.act === 'connect') {
      this.data = await talk.data(this.port!);
    } else if (step.act === 'receive') {
      await this.data?.receive({ deadline: this.stage.tester.timeout });
      this.event = '[data done]';
    } else if (step.act === 'send') {
      await this.data?.send(Buffer.from(step.text ?? ''), { deadline: this.stage.tester.timeout });
    } else if (step.act === 'close') {
      this.data?.end();
    } else {
      this.data?.reset();
      this.event = '[data failed]';
    }
  }

  private async reply(talk: Talk, code: number, rule: string): Promise<void> {
    const text = this.protocol.texts.find((entry) => entry.code === code)!.lines[0]!;
    if (text === '{listing}') {
      talk.observer.reply(code);
      const first = await talk.connection.receive({ limit: 1, deadline: this.stage.tester.timeout, halfOpen: true });
      if (first.bytes.length === 0) talk.fail(rule, ['a listing'], 'nothing');
      // Whatever else it holds is read up to a silence.
      const rest = await talk.connection.receive({ deadline: 50, halfOpen: true });
      const listing = Buffer.concat([first.bytes, rest.bytes]).toString('latin1');
      const words = this.protocol.texts.map(({ lines }) => lines[0]!).filter((word) => !/[({]/.test(word));
      if (words.some((word) => listing.startsWith(word))) talk.fail(rule, ['a listing'], listing.slice(0, 200));
    } else if (text === '(nothing)') {
      if (this.event === 'quit') await talk.closes(rule);
      else talk.silently(this.event);
      // What comes next is a receive of its own.
      if (this.event !== 'quit') await this.stage.turn();
      this.event = this.event === 'files-not-received' ? '[data closed]' : this.event;
    } else {
      this.port = await talk.expect(code, rule);
    }
  }

  private async fill(template: string): Promise<string> {
    const name = /^\{([a-z-]+)\}$/.exec(template)?.[1];
    if (name === undefined) return template;
    if (!this.values.has(name)) this.values.set(name, await this.value(name));
    return this.values.get(name)!;
  }

  private async value(name: string): Promise<string> {
    const { stage } = this;
    switch (name) {
      case 'file': return stage.place(Buffer.from('hello\n'));
      case 'large': return stage.place(Buffer.alloc(8 * 2 ** 20));
      case 'directory': return stage.directory();
      case 'unstorable': return `${stage.name()}/x`;
      case 'long': return 'a'.repeat(10_000);
      default: return stage.name();
    }
  }
}
