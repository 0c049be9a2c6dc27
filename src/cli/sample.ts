import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { writeSample } from './sample-tree.ts';

export function addSample(program: Command): void {
  program.command('sample')
    .summary('make a directory with sample files')
    .description('Makes a directory with files to serve and to transfer: text, JSON and binary files up to 10 MiB, an empty file, an empty directory, names with spaces and beyond ASCII. The same bytes each time; what exists is never overwritten.')
    .argument('<directory>', 'where; made when it is missing')
    .addHelpText('after', `
Example:
  ftpspec sample files && ftpspec serve --user alice:secret --root files`)
    .action(async (directory: string) => {
      for (const path of await writeSample(directory)) {
        const { size } = await stat(join(directory, path));
        process.stdout.write(`${path.endsWith('/') ? '-' : size}\t${join(directory, path)}\n`);
      }
    });
}
