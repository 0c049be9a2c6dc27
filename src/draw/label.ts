import type { Level, Rule } from '../spec/model.ts';

/** One line of an arrow's label. */
export interface LabelLine {
  readonly text: string;
  readonly level: Level;
  /** True for the condition of the line before it. */
  readonly small: boolean;
}

const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'MAY', 'HABIT'];
const VERBS = 4;
const LINES = 5;
/** Characters after which a label goes on in a new line. */
const BREAK = 26;

/**
 * Rules as a few lines: commands with the same reply share one, the same commands' replies are joined, `12 commands → 530`
 * stands for many, and what does not fit is counted.
 */
export function labelLines(rules: readonly Rule[], most = LINES): LabelLine[] {
  const byReply = new Map<string, { on: Set<string>; phrases: Set<string>; level: Level }>();
  for (const rule of rules) {
    const reply = replyText(rule);
    const group = byReply.get(reply) ?? { on: new Set(), phrases: new Set(), level: rule.level };
    for (const on of rule.on) group.on.add(on);
    group.phrases.add(rule.when);
    group.level = stricter(group.level, rule.level);
    byReply.set(reply, group);
  }
  const byCommands = new Map<string, { replies: string[]; phrases: Set<string>; level: Level }>();
  for (const [reply, { on, phrases, level }] of byReply) {
    const key = onText([...on]);
    const line = byCommands.get(key) ?? { replies: [], phrases: new Set(), level };
    line.replies.push(reply);
    for (const phrase of phrases) line.phrases.add(phrase);
    line.level = stricter(line.level, level);
    byCommands.set(key, line);
  }
  const groups = [...byCommands];
  const shown = groups.length <= most ? groups : groups.slice(0, most - 1);
  const lines = shown.flatMap(([on, { replies, phrases, level }]) => {
    const [phrase] = phrases;
    const codes = replies.length > 3 ? [...replies.slice(0, 2), `${replies.length - 2} more`] : replies;
    const texts = broken(`${on} → ${codes.join(' · ')}`).map((text) => ({ text, level, small: false }));
    return phrases.size === 1 && phrase !== undefined && phrase !== 'otherwise' ? [...texts, { text: phrase, level, small: true }] : texts;
  });
  const left = groups.length - shown.length;
  return left === 0 ? lines : [...lines, { text: `… ${left} more`, level: 'MAY', small: false }];
}

/** Breaks between commands and events where a line grows long; the reply stays with the last of them. */
function broken(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ (?=[A-Z]+\b|\[)/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > BREAK) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** A rule in full, for a tooltip: what the table row says. */
export function fullText(rule: Rule): string {
  const when = rule.when === 'otherwise' ? '' : `, ${rule.when}`;
  return `${rule.id} (${rule.level}): ${rule.on.join(' ')}${when} → ${rule.reply.map((codes) => codes.join(' / ')).join(', then ') || 'no reply'}`;
}

/** `38 commands stay` with how they are answered, by the first digit where the codes are many. */
export function staysText(rules: readonly Rule[]): string[] {
  if (rules.length === 0) return [];
  const spoken = rules.filter((rule) => rule.reply.length > 0 && rule.level !== 'HABIT');
  const byReply = group(spoken, (rule) => String(rule.reply.at(-1)![0]));
  const groups = byReply.size <= 3 ? byReply : group(spoken, (rule) => `${String(rule.reply.at(-1)![0])[0]}yz`);
  return [...groups].map(([reply, on]) => `${onText([...on])} → ${reply}`);
}

function group(rules: readonly Rule[], by: (rule: Rule) => string): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const rule of rules) {
    const key = by(rule);
    groups.set(key, new Set([...(groups.get(key) ?? []), ...rule.on]));
  }
  return new Map([...groups].sort(([a], [b]) => a.localeCompare(b)));
}

function onText(on: readonly string[]): string {
  if (on.length <= VERBS) return on.join(' ');
  const commands = on.filter((one) => !one.startsWith('[')).length;
  const events = on.length - commands;
  return [commands > 0 ? `${commands} commands` : '', events > 0 ? `${events} event${events === 1 ? '' : 's'}` : ''].filter((part) => part !== '').join(', ');
}

function replyText(rule: Rule): string {
  if (rule.reply.length === 0) return 'no reply';
  return rule.reply.map((codes) => codes.slice(0, 2).join('/')).join(', ');
}

function stricter(a: Level, b: Level): Level {
  return LEVELS.indexOf(a) < LEVELS.indexOf(b) ? a : b;
}
