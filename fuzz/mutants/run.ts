import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { handMade } from '../../conformance/broken/all.ts';
import type { Fault } from '../../conformance/broken/fault.ts';
import { ruleFaults } from '../../conformance/broken/rules.ts';
import { catalog, ftpTable } from '../../conformance/catalog.ts';
import { examine } from './examine.ts';
import { hunt } from './hunt.ts';
import { reasonsIn } from './reasons.ts';
import { markdown } from './markdown.ts';
import type { Row, Rows } from './row.ts';

/*
 * Shows every faulty server to the suite and to the fuzzer and writes the kill matrix. Goes on where an earlier run stopped: what stands in the
 * JSON file is not done again, unless --again names it.
 */
const { values } = parseArgs({ options: {
  time: { type: 'string', default: '60' }, out: { type: 'string', default: 'reports/published/mutants/matrix' }, only: { type: 'string', default: '' }, width: { type: 'string', default: '2' },
  again: { type: 'string' }, survivors: { type: 'boolean', default: false }, 'shrink-every': { type: 'string', default: '5' }, suite: { type: 'boolean', default: false },
  // Seconds of the processor for each, where the machine is busy; and which part of so many to do, as 1/2.
  processor: { type: 'string', default: 'Infinity' }, part: { type: 'string', default: '1/1' },
} });
const checks = catalog();
const reasonOf = reasonsIn(ftpTable.protocol);
const all = [...handMade, ...ruleFaults(ftpTable.protocol)];
const ids = new Set(all.map(({ id }) => id));
const path = `${values.out}.json`;
const rows = new Map(earlier().map((row) => [row.fault, row]));
const [part = 1, parts = 1] = values.part.split('/').map(Number);
// In no order of theirs: a run that is cut short is a fair sample.
const queue = all.filter(({ id }) => id.startsWith(values.only) && wants(rows.get(id))).map((fault) => ({ fault, at: createHash('sha1').update(fault.id).digest('hex') })).filter(({ at }) => Number.parseInt(at.slice(-4), 16) % parts === part - 1).toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ fault }) => fault);
const wanted = queue.length;

mkdirSync(dirname(path), { recursive: true });
await Promise.all(Array.from({ length: Number(values.width) }, async () => {
  for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) await show(fault);
}));
publish();
// What a fault has left open must not keep the script alive.
process.exit(0);

function wants(row: Row | undefined): boolean { return row?.suite === undefined || (!values.suite && row.fuzzer === undefined); }

async function show(fault: Fault): Promise<void> {
  const at = wanted - queue.length;
  const before = rows.get(fault.id);
  const suite = before?.suite === undefined ? await examine(fault, checks) : before.suite;
  const given = Number(values.time);
  const fuzzed = values.suite ? before : before?.fuzzer === undefined ? { given, ...renamed(await hunt(fault, given * 1000, Number(values.processor) * 1000, at % Number(values['shrink-every']) === 0)) } : before;
  const row: Row = { ...fuzzed, fault: fault.id, title: fault.title, suite };
  rows.set(fault.id, row);
  const { fuzzer } = row;
  process.stdout.write(`${String(at).padStart(4)}/${wanted}  ${fault.id.padEnd(52)} ${suite === null ? 'no check' : `${suite.seconds} s`}  ${fuzzer === undefined ? '' : fuzzer === null ? '-' : `${fuzzer.seconds} s  ${fuzzer.generator}  ${fuzzer.finding}`}${fuzzer?.plays ? `  shrunk in ${fuzzer.plays} plays` : ''}\n`);
  publish();
}

function renamed({ found, played }: Awaited<ReturnType<typeof hunt>>): Pick<Row, 'fuzzer' | 'played'> { return { fuzzer: found, played }; }

function earlier(): readonly Row[] {
  if (!existsSync(path)) return [];
  const { faults } = JSON.parse(readFileSync(path, 'utf8')) as Rows;
  const { again } = values;
  return faults.filter(({ fault }) => ids.has(fault) && !(again !== undefined && fault.startsWith(again))).map(({ fuzzer, played, given, ...row }) => (fuzzer === undefined || (values.survivors && fuzzer === null) ? row : { ...row, fuzzer, ...(played !== undefined && { played }), ...(given !== undefined && { given }) }));
}

/** Written after each fault: a run that is cut short has told what it knew. */
function publish(): void {
  const known: Rows = { of: all.length, faults: [...rows.values()].toSorted((a, b) => (a.fault < b.fault ? -1 : 1)) };
  writeFileSync(path, `${JSON.stringify(known, null, 1)}\n`);
  writeFileSync(`${values.out}.md`, markdown(known, reasonOf));
}
