import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import type { Benchmark } from './benchmark.ts';
import { classOfStudents } from './benchmarks/class.ts';
import { commands } from './benchmarks/commands.ts';
import { fuzz } from './benchmarks/fuzz.ts';
import { grades } from './benchmarks/grades.ts';
import { hanging } from './benchmarks/hanging.ts';
import { memory } from './benchmarks/memory.ts';
import { protocols } from './benchmarks/protocols.ts';
import { protocolsMemory } from './benchmarks/protocols-memory.ts';
import { sessions } from './benchmarks/sessions.ts';
import { smallFiles } from './benchmarks/small-files.ts';
import { suite } from './benchmarks/suite.ts';
import { tlsTransfers } from './benchmarks/tls-transfers.ts';
import { transfers } from './benchmarks/transfers.ts';
import { formatTable } from './measure/table.ts';
import { readOptions } from './options.ts';

const BENCHMARKS: readonly Benchmark[] = [suite, transfers, tlsTransfers, protocols, protocolsMemory, sessions, commands, memory, smallFiles, fuzz, classOfStudents, grades, hanging];

const options = readOptions(process.argv.slice(2), tmpdir());
const unknown = options.only.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) throw new RangeError(`no benchmark is called ${unknown.join(', ')}; there are ${BENCHMARKS.map(({ name }) => name).join(', ')}`);

const machine = { node: process.version, cores: availableParallelism(), cpu: cpus()[0]?.model ?? 'unknown', load: loadavg()[0] ?? 0, date: new Date().toISOString() };
console.log(`Node ${machine.node}, ${machine.cores} cores of ${machine.cpu}, load ${machine.load.toFixed(2)}, ${machine.date}`);
console.log('ratio: the number of the reference server divided by the one beside it\n');

const results: Record<string, unknown> = {};
for (const { name, measure } of BENCHMARKS) {
  if (options.only.length > 0 && !options.only.includes(name)) continue;
  const tables = await measure(options);
  for (const table of tables) console.log(formatTable(table));
  results[name] = tables.map(({ title, data }) => ({ title, data }));
}
if (options.json !== null) await writeFile(options.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
