import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { Option, type Command } from 'commander';
import { readLog } from '../../reports/log.ts';
import { draw, FORMATS, type DrawFormat } from '../draw/draw.ts';
import type { Coverage } from '../draw/diagram.ts';
import { notVisited } from '../draw/not-visited.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import type { Table } from '../machine/table.ts';
import { coverageOf } from './coverage-of.ts';
import { protocolOption } from './protocol-option.ts';
import { chosenSuite, specOption, type Chosen } from './spec-option.ts';

interface DrawOptions extends Chosen {
  readonly format?: DrawFormat;
  readonly region?: string;
  readonly coverage?: string;
  readonly output?: string;
}

const BY_ENDING: Readonly<Record<string, DrawFormat>> = { '.svg': 'svg', '.mmd': 'mermaid', '.mermaid': 'mermaid', '.dot': 'dot', '.gv': 'dot', '.json': 'json' };

export function addDraw(program: Command): void {
  program.command('draw')
    .summary('draw the state machine')
    .description('Draws the session machine from the rules of the specification.')
    .addOption(new Option('--format <format>', 'what to write (default: by the end of the file name, else svg)').choices(FORMATS))
    .addOption(protocolOption())
    .addOption(specOption())
    .option('--region <name>', 'only this region')
    .option('--coverage <log>', 'mark what a run visited: the .ndjson report of `ftpspec check`')
    .option('-o, --output <file>', 'write to this file instead of standard output')
    .addHelpText('after', `
Examples:
  ftpspec draw -o session.svg
  ftpspec draw --region transfer --format mermaid
  ftpspec check --reference --report run.ndjson && ftpspec draw --coverage run.ndjson -o covered.svg`)
    .action(drawTo);
}

async function drawTo(options: DrawOptions): Promise<void> {
  const format = options.format ?? BY_ENDING[extname(options.output ?? '').toLowerCase()] ?? 'svg';
  const { table } = await chosenSuite(options);
  const coverage = options.coverage === undefined ? null : readCoverage(options.coverage, table);
  const text = await draw(table, format, coverage, options.region ?? null);
  if (options.output === undefined) process.stdout.write(text);
  else {
    try {
      mkdirSync(dirname(options.output), { recursive: true });
      writeFileSync(options.output, text);
    } catch (error) {
      throw new FtpspecError('UNWRITABLE', `cannot write ${options.output}: ${(error as Error).message}`);
    }
  }
  if (coverage === null) return;
  const missed = notVisited(table, coverage);
  const lines = [
    `not visited: ${missed.states.length} of ${missed.statesInAll} states${list(missed.states)}`,
    `not visited: ${missed.rules.length} of ${missed.rulesInAll} rules${list(missed.rules)}`,
  ];
  // The drawing itself must stay whole when it goes to standard output.
  (options.output === undefined ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`);
}

function readCoverage(path: string, table: Table): Coverage {
  const log = readLog(path);
  const coverage = coverageOf(log);
  if (coverage === null) throw new FtpspecError('BAD_COVERAGE', `${path}: the run was cut off, so its log has no coverage`);
  if (log.run.protocol !== table.protocol.name) throw new FtpspecError('BAD_COVERAGE', `${path}: a run of ${log.run.protocol}, not of ${table.protocol.name}`);
  return coverage;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? '' : `: ${names.join(', ')}`;
}
