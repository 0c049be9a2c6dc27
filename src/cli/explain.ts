import type { Command } from 'commander';
import { didYouMean } from '../spec/near-misses.ts';
import { Terminal } from '../../reports/terminal.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { explainCheck } from './explain-check.ts';
import { explainCode } from './explain-code.ts';
import { explainRule } from './explain-rule.ts';
import { explainVerb } from './explain-verb.ts';
import { Page } from './page.ts';
import { protocolOption } from './protocol-option.ts';
import { checksOf, chosenSuite, specOption, type Chosen } from './spec-option.ts';

export function addExplain(program: Command): void {
  program.command('explain')
    .summary('say what a rule, a command, a reply code or a check means')
    .description('Shows what the specification says about a rule, a requirement, a command or a reply code, or what a check does.')
    .argument('<id>', 'a rule or requirement id, a command, a reply code, or the id of a check')
    .addOption(protocolOption())
    .addOption(specOption())
    .addHelpText('after', `
Examples:
  ftpspec explain FTP-ACC-34
  ftpspec explain RETR
  ftpspec explain 550
  ftpspec explain access/logs-in-and-out`)
    .action(explain);
}

async function explain(id: string, options: Chosen): Promise<void> {
  const suite = await chosenSuite(options);
  const { table } = suite;
  const page = new Page(new Terminal(process.stdout));
  const checks = checksOf(suite);
  const upper = id.toUpperCase();
  const { protocol } = table;
  const check = checks.find((one) => one.id === id) ?? checks.find((one) => one.id === id.toLowerCase());
  if (table.commands.has(upper)) return explainVerb(page, table, checks, upper);
  if (table.rules.has(upper) || protocol.requirements.some((one) => one.id === upper)) return explainRule(page, table, checks, upper);
  if (check !== undefined) return explainCheck(page, suite, check);
  if (protocol.replies.some(({ code }) => String(code) === id)) return explainCode(page, table, Number(id));
  const names = [...protocol.replies.map(({ code }) => String(code)), ...table.commands.keys(), ...table.rules.keys(), ...protocol.requirements.map((one) => one.id), ...checks.map((one) => one.id)];
  throw new FtpspecError('UNKNOWN_NAME', `nothing is called "${id}"`, { hint: didYouMean(id, names) ?? 'Name a command (RETR), a reply code (550), a rule (FTP-ACC-3) or a check; `ftpspec check --list` shows the checks.' });
}
