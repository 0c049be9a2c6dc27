import type { Protocol, ReplyText, Rule } from '../spec/model.ts';
import { formatReply } from '../wire/reply.ts';

/** The values that texts of the specification name. A list becomes one line an item. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** Renders the replies of the reference server from the texts of the specification. */
export class ReplyTexts {
  private readonly texts = new Map<string, ReplyText>();

  private readonly format: typeof formatReply;

  /** @param format how one reply becomes bytes; FTP's way unless given. Lines are byte strings. */
  constructor(protocol: Protocol, format: typeof formatReply = formatReply) {
    this.format = format;
    for (const text of protocol.texts) this.texts.set(`${text.code} ${text.to}`, text);
  }

  /** All replies of a rule, each with its first alternative, as bytes in one piece: one write, one segment. */
  render(rule: Rule, on: string, values: Values): Buffer {
    return Buffer.concat(rule.reply.map((alternatives) => this.one(alternatives[0]!, rule.id, on, values)));
  }

  private one(code: number, rule: string, on: string, values: Values): Buffer {
    const text = this.texts.get(`${code} ${rule}`) ?? this.texts.get(`${code} ${on}`) ?? this.texts.get(`${code} any`);
    const lines = (text?.lines ?? ['']).flatMap((line) => fill(line, values));
    return this.format(code, lines.map((line) => Buffer.from(line, 'latin1')));
  }
}

function fill(line: string, values: Values): string[] {
  const whole = /^\{([a-z-]+)\}$/.exec(line);
  const list = whole === null ? undefined : values[whole[1]!];
  if (Array.isArray(list)) return [...list];
  return [line.replace(/\{([a-z-]+)\}/g, (_, name: string) => String(values[name] ?? ''))];
}
