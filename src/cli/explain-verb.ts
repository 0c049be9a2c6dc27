import type { Check } from '../../conformance/check.ts';
import type { Table } from '../machine/table.ts';
import type { Example } from '../spec/model.ts';
import { exampleLines } from './example-lines.ts';
import { checkLines } from './list-checks.ts';
import type { Page } from './page.ts';
import { ruleRows } from './rule-rows.ts';
import { textTable } from './text-table.ts';

/** A command: what it is for, its argument, its rows in decision order, the replies that may come, an example, and its checks. */
export function explainVerb(page: Page, table: Table, checks: readonly Check[], verb: string): void {
  const { protocol } = table;
  const command = table.commands.get(verb)!;
  const canonical = table.canonical(verb);
  page.title(verb, `${command.support}, ${command.source}`);
  page.text(`${command.help}${command.aliasOf === null ? '' : `; another name of ${command.aliasOf}`}`);
  page.text([command.login ? 'Needs a login.' : 'Needs no login.', ...(table.regions.some(({ name }) => name === 'transfer') ? [command.duringTransfer === 'at once' ? 'Answered even during a transfer.' : 'Waits while a transfer runs.'] : []), ...(command.feature === null ? [] : [`FEAT shows "${command.feature}".`])].join(' '));
  const argument = protocol.arguments.find(({ name }) => name === (table.commands.get(canonical) ?? command).argument);
  if (argument !== undefined) page.section(`Argument: ${argument.name}`, [argument.meaning, ...(argument.example === null ? [] : [`${verb} ${argument.example}`])]);
  const rows = table.rows(canonical).map(({ rule }) => rule);
  page.section('Rows, in the order in which they are tried', rows.length === 0 ? [] : ruleRows(rows, page.width, verb));
  page.section('Besides, in other regions', table.consequences(canonical).length === 0 ? [] : ruleRows(table.consequences(canonical).map(({ rule }) => rule), page.width, verb));
  const codes = [...new Set(rows.flatMap((rule) => rule.reply.flat()))].sort((a, b) => a - b);
  page.section('Replies', codes.length === 0 ? [] : textTable(['code', 'meaning'], codes.map((code) => [String(code), protocol.replies.find((one) => one.code === code)?.meaning ?? '']), page.width));
  const example = exampleOf(table, canonical);
  if (example !== undefined) page.section(`Example: ${example.title}`, exampleLines(example));
  const about = checks.filter(({ verbs }) => verbs.some((one) => table.canonical(one) === canonical));
  page.section(`Checks about it (ftpspec check --verb ${verb})`, about.length === 0 ? [] : checkLines(about, table));
}

/** An example in which the command succeeds, else one in which it is sent. */
function exampleOf(table: Table, verb: string): Example | undefined {
  const successes = table.rows(verb).filter(({ rule }) => rule.reply[0]![0]! < 400).map(({ rule }) => rule.id).toReversed();
  const sending = table.protocol.examples.filter(({ steps }) => steps.some((step) => step.kind === 'send' && step.line.split(' ')[0] === verb));
  for (const id of successes) {
    const example = sending.find(({ shows }) => shows.includes(id));
    if (example !== undefined) return example;
  }
  return sending[0];
}
