import type { Command } from 'commander';
import { mergeClass } from '../grader/merge-class.ts';

export function addMerge(program: Command): void {
  program.command('merge')
    .summary('join the shards of a class')
    .description('Joins the results of `ftpspec grade --shard`: the folders of all submissions and the tables of the whole class.')
    .argument('<dir...>', 'the --out directories of the shards')
    .option('--out <dir>', 'where the whole goes', 'grades')
    .action((parts: readonly string[], options: { readonly out: string }) => {
      const rows = mergeClass(parts, options.out);
      process.stdout.write(`${rows.length} submissions in ${options.out}\n`);
    });
}
