/**
 * Turns each specification, each profile and the census in spec/ into src/generated/<name>.ts:
 *
 *     tsx tools/generate.ts [--check] [folder]
 *
 * With --check it writes nothing, and fails when a file there is not what spec/ says. The folder holds spec/ and src/;
 * it is this project's own unless named. Exit code 1: the specification has problems, or a generated file is stale.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emitCensus } from '../src/spec/census/emit-census.ts';
import { loadCensus } from '../src/spec/census/load-census.ts';
import { emitProfile, emitProtocol } from '../src/spec/emit.ts';
import { listProtocols, loadProtocol, loadVocabulary, type Loaded } from '../src/spec/load.ts';
import { listProfiles, loadProfile } from '../src/spec/profile/load-profile.ts';
import { showProblem } from '../src/spec/problem.ts';

const args = process.argv.slice(2);
const check = args.includes('--check');
const root = args.find((argument) => !argument.startsWith('-')) ?? dirname(dirname(fileURLToPath(import.meta.url)));

for (const name of await listProtocols(join(root, 'spec'))) {
  const loaded = await loadProtocol(join(root, 'spec'), name);
  await generate(name, loaded);
  if (name === 'ftp') await generateCensus(loaded);
}
const vocabulary = await loadVocabulary(join(root, 'spec'));
if (vocabulary !== null) await generate('vocabulary', vocabulary);

for (const name of await listProfiles(join(root, 'spec'))) {
  const { profile, problems } = await loadProfile(join(root, 'spec'), name);
  await write(`profiles/${name}.md`, problems, () => emitProfile(profile), `${profile.verbs.length} verbs of ${profile.base}, ${profile.stages.length} stages, ${profile.features.length} features`);
}

/** The census of the documents behind FTP. */
async function generateCensus({ protocol }: Loaded): Promise<void> {
  const { censuses, problems } = await loadCensus(join(root, 'spec'), protocol);
  const sentences = censuses.reduce((sum, { sections }) => sum + sections.reduce((inner, { entries }) => inner + entries.length, 0), 0);
  if (censuses.length + problems.length > 0) await write('census', problems, () => emitCensus(censuses), `${sentences} sentences of ${censuses.length} documents`);
}

async function generate(name: string, { protocol, problems }: Loaded): Promise<void> {
  await write(name, problems, () => emitProtocol(protocol), `${protocol.rules.length} rules, ${protocol.requirements.length} requirements, ${protocol.examples.length} examples`);
}

async function write(source: string, problems: Loaded['problems'], emit: () => string, summary: string): Promise<void> {
  const file = `src/generated/${basename(source, '.md')}.ts`;
  if (problems.length > 0) {
    fail([...problems.map(showProblem), `spec/${source} has ${problems.length} problem${problems.length === 1 ? '' : 's'}; ${file} was not written`]);
    return;
  }
  const text = emit();
  const present = await readFile(join(root, file), 'utf8').catch(() => null);
  if (text === present) return;
  if (check) {
    fail([`${file} is stale: it is not what spec/${source} says; run \`npm run generate\``]);
    return;
  }
  await mkdir(join(root, 'src/generated'), { recursive: true });
  await writeFile(join(root, file), text);
  process.stdout.write(`${file}: ${summary}\n`);
}

function fail(lines: readonly string[]): void {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = 1;
}
