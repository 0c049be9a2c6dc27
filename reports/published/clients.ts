import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLIENTS } from '../../src/server/interop/clients.ts';
import { OPERATIONS, type OperationId } from '../../src/server/interop/operations.ts';
import { perform } from '../../src/server/interop/perform.ts';
import { installed, run } from '../../src/server/interop/program.ts';
import { clientsMarkdown, type Column, type Outcome } from './clients-grid.ts';

const columns: Column[] = [];
let failed = 0;
for (const client of CLIENTS) {
  if (installed(client.program) === null) {
    failed += 1;
    process.stderr.write(`${client.name} is not here: apt-get install ${client.packages.join(' ')}\n`);
    continue;
  }
  const outcomes: Record<string, Outcome> = {};
  for (const [id, way] of Object.entries(client.ways)) {
    outcomes[id] = 'no' in way ? 'cannot' : await perform(OPERATIONS[id as OperationId], way, client).then(() => 'done' as const, (error: Error) => {
      failed += 1;
      process.stderr.write(`${client.name}, ${id}: ${error.message}\n`);
      return 'failed' as const;
    });
  }
  columns.push({ client, version: await versionOf(client), outcomes });
}
await writeFile(join(import.meta.dirname, 'clients.md'), clientsMarkdown(OPERATIONS, columns));
process.exitCode = failed > 0 ? 1 : 0;

async function versionOf({ program, version }: (typeof CLIENTS)[number]): Promise<string> {
  if (version === null) return '';
  const { stdout, stderr } = await run(program, version.args, tmpdir());
  return version.pattern.exec(`${stdout.toString()}${stderr}`)?.[1] ?? '';
}
