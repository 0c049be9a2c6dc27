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
    for (const text of protocol.texts) this.texts.set(keyOf(text.code, text.to, text.language ?? ''), { ...text, lines: text.lines.map(byteString) });
  }

  /**
   * All replies of a rule, each with its first alternative, as bytes in one piece: one write, one segment.
   * @param language tag of the language wanted; what is not given in it is said as elsewhere
   */
  render(rule: Rule, on: string, values: Values, language = ''): Buffer {
    return Buffer.concat(rule.reply.map((alternatives) => this.one(alternatives[0]!, rule.id, on, values, language)));
  }

  private one(code: number, rule: string, on: string, values: Values, language: string): Buffer {
    // The more particular text comes first in whatever language: it holds what clients read.
    const text = [rule, on, 'any'].map((to) => this.texts.get(keyOf(code, to, language)) ?? this.texts.get(keyOf(code, to, ''))).find((found) => found !== undefined);
    const lines = (text?.lines ?? ['']).flatMap((line) => fill(line, values));
    return this.format(code, lines.map((line) => Buffer.from(line, 'latin1')));
  }
}

function keyOf(code: number, to: string, language: string): string { return `${code} ${to} ${language}`; }

/** Texts as their UTF-8 bytes, one character a byte. */
function byteString(text: string): string { return Buffer.from(text).toString('latin1'); }

function fill(line: string, values: Values): string[] {
  const whole = /^\{([a-z-]+)\}$/.exec(line);
  const list = whole === null ? undefined : values[whole[1]!];
  if (Array.isArray(list)) return [...list];
  return [line.replace(/\{([a-z-]+)\}/g, (_, name: string) => String(values[name] ?? ''))];
}
