import type { Found, Row, Rows } from './row.ts';

/** Seconds that half of the faulty servers may take. */
const SOON = 5;

/** The kill matrix for people. `reasonOf`: why the fuzzer does not find a faulty server. */
export function markdown({ of, faults }: Rows, reasonOf: (fault: string) => string): string {
  const fuzzed = faults.filter(({ fuzzer }) => fuzzer !== undefined);
  const found = fuzzed.flatMap(({ fuzzer }) => (fuzzer ? [fuzzer] : []));
  const examined = faults.filter(({ suite }) => suite !== undefined);
  const plays = found.flatMap((one) => (one.plays === null ? [] : [one.plays])).toSorted((a, b) => a - b);
  const processor = found.flatMap((one) => one.processor ?? []).toSorted((a, b) => a - b);
  const left = faults.filter(({ suite, fuzzer }) => fuzzer === null || (suite === null && fuzzer === undefined));
  const generators = [...byGenerator(found)].toSorted((a, b) => b[1].length - a[1].length);
  return [
    '# Faulty servers and what finds them', '',
    `Written by \`npm run mutants\`: ${faults.length}${faults.length < of ? ` of ${of}` : ''} faulty servers, each shown to the checks of the suite that are meant for it and to the fuzzer (seed 959, four scenarios at a time, server`,
    `and fuzzer in one process, several servers at a time), for at most ${most(fuzzed)} s. A check's seconds count from the start of the server and include the making of fixtures.`, '',
    '| found by | faulty servers | within 60 s | within 5 s |', '| --- | --- | --- | --- |',
    shares('the suite', examined, ({ suite }) => suite?.seconds),
    shares('the fuzzer', fuzzed, ({ fuzzer }) => fuzzer?.seconds),
    shares('either', faults, ({ suite, fuzzer }) => least(suite?.seconds, fuzzer?.seconds)),
    shares('the fuzzer, of those that can show', fuzzed.filter(({ suite, fuzzer }) => suite || fuzzer), ({ fuzzer }) => fuzzer?.seconds), '',
    `A faulty server *can show* when one of the two has found it. The others answer otherwise only where nobody comes from outside: implicit TLS, a server that is being`,
    'ended; each has its reason below.', '',
    `* shrinking took ${plays.length === 0 ? 'no plays' : `${plays.at(-1)} plays at most (median ${plays[Math.floor(plays.length / 2)]}), in ${plays.length} findings that were shrunk`}`,
    ...(processor.length === 0 ? [] : [`* seconds of the processor until a finding was confirmed, server included: median ${processor[Math.floor(processor.length / 2)]}, and ${processor.filter((one) => one <= SOON).length} of ${processor.length} within ${SOON}`]),
    `* by generator: ${generators.map(([name, all]) => `${name} ${all.length}`).join(', ')}`, '',
    ...(left.length === 0 ? [] : ['## Not found by the fuzzer', '', '| faulty server | what it does | check | scenarios played | seconds given | why the fuzzer does not find it |', '| --- | --- | --- | --- | --- | --- |', ...left.map((row) => `| ${row.fault} | ${cell(row.title)} | ${checkOf(row)} | ${row.played ?? '–'} | ${row.fuzzer === undefined ? 'not shown' : row.given ?? 60} | ${cell(reasonOf(row.fault))} |`), '']),
    '## Found', '', '| faulty server | what it does | check | its seconds | generator | sessions | its seconds | finding |', '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...faults.flatMap((row) => (row.fuzzer ? [`| ${row.fault} | ${cell(row.title)} | ${checkOf(row)} | ${row.suite?.seconds ?? '–'} | ${row.fuzzer.generator} | ${row.fuzzer.sessions} | ${row.fuzzer.seconds} | ${cell(row.fuzzer.finding.replace('fuzz/', ''))} |`] : [])), '',
  ].join('\n');
}

function shares(by: string, rows: readonly Row[], secondsOf: (row: Row) => number | undefined): string {
  const seconds = rows.flatMap((row) => secondsOf(row) ?? []);
  const share = (count: number): string => `${count} (${Math.round(count / Math.max(1, rows.length) * 1000) / 10} %)`;
  return `| ${by} | ${seconds.length} of ${rows.length} | ${share(seconds.filter((one) => one <= 60).length)} | ${share(seconds.filter((one) => one <= SOON).length)} |`;
}

function least(...seconds: readonly (number | undefined)[]): number | undefined {
  const known = seconds.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function most(rows: readonly Row[]): number { return rows.reduce((max, { given }) => Math.max(max, given ?? 60), 0); }

function checkOf({ suite }: Row): string { return suite?.check ?? '–'; }

function cell(text: string): string { return text.replaceAll('|', '\\|').replaceAll('\n', ' '); }

function byGenerator(found: readonly Found[]): Map<string, Found[]> {
  const groups = new Map<string, Found[]>();
  for (const one of found) groups.set(one.generator, [...(groups.get(one.generator) ?? []), one]);
  return groups;
}
