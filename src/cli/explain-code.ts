import type { Table } from '../machine/table.ts';
import type { Allowed, Rule } from '../spec/model.ts';
import { exampleLines } from './example-lines.ts';
import type { Page } from './page.ts';
import { textTable } from './text-table.ts';

/** What the first digit promises (RFC 959 §4.2.1). */
const FIRST_DIGIT: Readonly<Record<string, string>> = {
  1: 'First digit 1: begun; another reply follows.',
  2: 'First digit 2: done.',
  3: 'First digit 3: so far so good; the next command has to come.',
  4: 'First digit 4: not done, and the same command may succeed later.',
  5: 'First digit 5: not done, and the same command will not succeed as it is.',
};

/** A reply code: its meaning, which commands may be answered so and after which rows, and what the reference server says with it. */
export function explainCode(page: Page, table: Table, code: number): void {
  const { protocol } = table;
  const reply = protocol.replies.find((one) => one.code === code)!;
  page.title(String(code), reply.source);
  page.text(reply.meaning);
  page.text(FIRST_DIGIT[String(code)[0]!] ?? '');
  if (reply.parsed) page.text('Clients read its text, or this very code.');
  page.section('May answer', allowances(protocol.allowed, code, page.width));
  page.section('Rows with it', rows(protocol.rules, code, page.width));
  const texts = protocol.texts.filter((text) => text.code === code);
  page.section('What the reference server says', texts.flatMap(({ to, lines }) => lines.map((line, at) => `${at === 0 ? `${to}: ` : ' '.repeat(to.length + 2)}${line}`)));
  const example = protocol.examples.find(({ steps }) => steps.some((step) => step.kind === 'reply' && step.codes[0] === code));
  if (example !== undefined) page.section(`Example: ${example.title}`, exampleLines(example));
}

/** Verbs by their source; a habit of servers is tolerated. */
function allowances(allowed: readonly Allowed[], code: number, width: number): string[] {
  const fitting = allowed.filter(({ listed, habits }) => listed.includes(code) || habits.includes(code));
  if (fitting.length === 0) return [];
  return textTable(['on', 'as', 'source'], fitting.map(({ verb, listed, source }) => [verb, listed.includes(code) ? 'specified' : 'a habit', source]), width);
}

function rows(rules: readonly Rule[], code: number, width: number): string[] {
  const fitting = rules.filter(({ reply }) => reply.some((codes) => codes.includes(code)));
  if (fitting.length === 0) return [];
  return textTable(['id', 'on', 'when', 'level', 'source'], fitting.map(({ id, on, when, level, source }) => [id, on.join(' '), when, level, source]), width);
}
