import type { Example, Rule, Step } from '../../../src/spec/model.ts';
import type { Table } from '../../../src/machine/table.ts';
import type { Check } from '../../check.ts';
import type { Conversation } from './conversation.ts';
import { announced, framed } from './exchanges.ts';
import { inlineCheck, type Stage } from './stage.ts';

/** The example sessions of the specification as checks, and a check for each refusal whose condition a tester can bring about. */
export function generatedChecks(table: Table): Check[] {
  const refusals = table.protocol.rules.flatMap((rule) => {
    const sends = table.protocol.conditions.find(({ phrase }) => phrase === rule.when)?.sends ?? null;
    if (sends === null || (rule.reply[0]?.[0] ?? 0) < 400) return [];
    return rule.on.map((verb) => refusal(rule, verb, sends));
  });
  return [...refusals, ...table.protocol.examples.map(example)];
}

function refusal(rule: Rule, verb: string, sends: string): Check {
  const id = `inline-marker/${verb.toLowerCase()}-${rule.when.replaceAll(' ', '-')}`;
  return inlineCheck(id, `refuses ${verb} when ${rule.when}`, [rule.id], async (stage) => {
    const session = await stage.session();
    const argument = await new Names(stage, session).fill(sends);
    await session.refused(`${verb} ${argument}`.trim(), rule.when);
    await session.succeeds('SYST');
  }, { verbs: [verb] });
}

function example(example: Example): Check {
  const id = `inline-marker/example-${example.id.slice(example.id.indexOf('/') + 1)}`;
  return inlineCheck(id, `follows the example: ${example.title}`, example.shows, async (stage) => {
    const session = await stage.connect();
    const player = new Player(stage, session, example);
    for (const step of example.steps) await player.take(step);
  });
}

/** Plays one example: `D: send` is a framed file, `D: receive` as many bytes as were announced. */
class Player {
  private readonly stage: Stage;
  private readonly session: Conversation;
  private readonly names: Names;
  private readonly rule: string;
  private verb = '';
  private size = 0;

  constructor(stage: Stage, session: Conversation, { shows }: Example) {
    this.stage = stage;
    this.session = session;
    this.names = new Names(stage, session);
    this.rule = shows[0]!;
  }

  async take(step: Step): Promise<void> {
    const { session } = this;
    if (step.kind === 'send') {
      const line = await this.names.fill(step.line);
      this.verb = step.line.split(' ')[0]!;
      session.announce(line, Object.fromEntries(step.facts.map((fact) => [fact, true])));
      await session.send(`${line}\r\n`);
    } else if (step.kind === 'reply') {
      const reply = await session.reply();
      session.require(step.codes.includes(reply.code), this.rule, step.codes.join(' or '), `${reply.code} ${reply.text}`);
      if (reply.code === 150 && this.verb === 'GET') this.size = await announced(session, reply);
      else if (reply.code === 150) await session.line();
      else if (reply.code === 200 && (this.verb === 'STAT' || (this.verb === 'LIST' && /(?:FILE|DIR) /.test(reply.text)))) while ((await session.line()) !== '');
    } else if (step.act === 'send') {
      await session.send(framed(step.text ?? '', this.stage.framing));
    } else if (step.act === 'receive') {
      const body = (await session.body(this.size)).toString('latin1');
      session.require(step.text === null || body === step.text, 'INL-PRO-R21', step.text ?? '', body);
    } else if (step.act === 'close') {
      session.connection.end();
    } else {
      session.connection.reset();
    }
  }
}

/** Fills placeholders; the same one stands for the same thing throughout. */
class Names {
  private readonly stage: Stage;
  private readonly session: Conversation;
  private readonly values = new Map<string, string>();

  constructor(stage: Stage, session: Conversation) {
    this.stage = stage;
    this.session = session;
  }

  async fill(template: string): Promise<string> {
    let text = template;
    for (const [whole, name] of template.matchAll(/\{([a-z0-9-]+)\}/g)) {
      if (!this.values.has(name!)) this.values.set(name!, await this.value(name!));
      text = text.replace(whole, this.values.get(name!)!);
    }
    return text;
  }

  private async value(name: string): Promise<string> {
    switch (name) {
      case 'file': return this.stage.place(this.session, 'hello\n');
      case 'directory': return this.stage.directory();
      case 'unstorable': return `${this.stage.name('-missing')}/x`;
      case 'long': return 'a'.repeat(100_000);
      case 'nothing': return '';
      default: return this.stage.name();
    }
  }
}
