import { Option, type Command } from 'commander';
import { Terminal } from '../../reports/terminal.ts';
import { censuses } from '../generated/census.ts';
import { didYouMean } from '../spec/near-misses.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { coveragePage, INDEXES, type Index } from './coverage-page.ts';
import { documentTotals } from './coverage-totals.ts';
import { Page } from './page.ts';
import { trace } from './trace.ts';

interface CoverageOptions { readonly by?: Index; readonly json?: boolean }

export function addCoverage(program: Command): void {
  program.command('coverage')
    .summary('follow the documents to the checks, and back')
    .description('Shows what becomes of every normative sentence of the documents: the rules and requirements that hold it, the checks that show those, or the reason why there are none.')
    .argument('[document]', 'only this document, as in rfc959 (with --by clause and --by gap)')
    .addOption(new Option('--by <index>', 'an index instead of the totals').choices(INDEXES))
    .option('--json', 'all of it, as JSON')
    .addHelpText('after', `
Examples:
  ftpspec coverage                     how many sentences each document has, and what holds them
  ftpspec coverage --by clause rfc959  clause by clause: rules, checks, reasons
  ftpspec coverage --by check          check by check: rules, clauses
  ftpspec coverage --by command        also by reply, by state
  ftpspec coverage --by gap            what no rule holds yet`)
    .action(coverage);
}

function coverage(document: string | undefined, { by, json }: CoverageOptions): void {
  const chosen = document === undefined ? null : documentCalled(document);
  const traced = trace();
  const totals = documentTotals(new Set(traced.checks.flatMap(({ rules }) => rules)));
  if (json === true) process.stdout.write(`${JSON.stringify({ documents: totals, ...traced }, null, 2)}\n`);
  else coveragePage(new Page(new Terminal(process.stdout)), by ?? null, chosen, traced, totals);
}

/** `rfc959`, `RFC 959` and `959` name the same one. */
function documentCalled(words: string): string {
  const name = `RFC ${words.replace(/^rfc[ -]?/i, '')}`;
  const names = censuses.map((census) => census.document);
  if (names.includes(name)) return name;
  throw new FtpspecError('UNKNOWN_NAME', `the census has no document "${words}"`, { hint: didYouMean(name, names) ?? `It has ${names.join(', ')}.` });
}
