import { Option, type Command } from 'commander';
import { LEVELS, type Selection } from '../../conformance/select.ts';
import { REPORT_ENDINGS } from '../../reports/render.ts';
import { collect } from './option-values.ts';

/** The options of every command that plays checks, as commander hands them over. Times in milliseconds. */
export interface RunOptions {
  readonly protocol: string;
  readonly check: readonly string[];
  readonly rule: readonly string[];
  readonly level?: NonNullable<Selection['level']>;
  readonly skip: readonly string[];
  readonly list: boolean;
  readonly timeout: number;
  readonly concurrency: number;
  readonly deadline: number;
  readonly verbose: boolean;
  readonly strict: boolean;
  readonly exitZero: boolean;
  readonly report: readonly string[];
}

export function selectionOf(options: RunOptions & { readonly chapter?: readonly string[]; readonly verb?: readonly string[] }): Selection {
  return { chapters: options.chapter ?? [], checks: options.check, rules: options.rule, verbs: options.verb ?? [], level: options.level ?? null, skip: options.skip };
}

/** Adds the options that choose checks. */
export function addChoice(command: Command): Command {
  return command
    .option('--check <id>', 'only checks whose id begins so *', collect, [])
    .option('--rule <id>', 'only checks that cite this rule or requirement *', collect, [])
    .addOption(new Option('--level <level>', 'only checks of this level or a stricter one').choices(LEVELS))
    .option('--skip <id>', 'leave out checks whose id begins so *', collect, [])
    .option('--list', 'list the selected checks and stop', false);
}

/** Adds the options that say what is told of a run. */
export function addOutcome(command: Command): Command {
  return command
    .option('--verbose', 'show every check with its wire log', false)
    .option('--strict', 'exit with 1 for warnings and tolerated replies as well', false)
    .option('--exit-zero', 'exit with 0 whenever checks ran, whatever they found', false)
    .option('--report <file...>', `write reports; the end of the name gives the format: ${REPORT_ENDINGS.join(', ')}`, []);
}
