import type { Found, Row, Rows } from './row.ts';

/** The kill matrix for people. `reasons`: why the fuzzer does not find a faulty server, by its id or by what its id begins with. */
export function markdown({ seconds, of, faults }: Rows, reasons: Readonly<Record<string, string>>): string {
  const found = faults.flatMap(({ fuzzer }) => (fuzzer === null ? [] : [fuzzer]));
  const share = (count: number): string => `${count} of ${faults.length} (${Math.round(count / Math.max(1, faults.length) * 1000) / 10} %)`;
  const plays = found.flatMap((one) => (one.plays === null ? [] : [one.plays]));
  const left = faults.filter(({ fuzzer }) => fuzzer === null);
  const generators = [...byGenerator(found)].toSorted((a, b) => b[1].length - a[1].length);
  return [
    '# Faulty servers and what finds them', '',
    `Written by \`npm run mutants\`: ${faults.length}${faults.length < of ? ` of ${of}` : ''} faulty servers, each shown to the fuzzer for at most ${seconds} s (seed 959, four scenarios at a time, server and fuzzer in one`,
    'process, several servers at a time). The column *check* names a check of the suite that fails on it: `conformance/broken/matrix.test.ts` proves that in each test run.', '',
    `* found by the fuzzer: ${share(found.length)}; within 5 s ${share(found.filter((one) => one.seconds <= 5).length)}`,
    `* found by the suite: ${share(faults.filter(({ suite }) => suite !== null).length)}`,
    `* found by neither: ${faults.filter(({ suite, fuzzer }) => suite === null && fuzzer === null).length}`,
    `* shrinking took ${plays.length === 0 ? 'no' : `${Math.max(...plays)} plays at most (median ${plays.toSorted((a, b) => a - b)[Math.floor(plays.length / 2)]}), in ${plays.length}`} findings that were shrunk`,
    `* by generator: ${generators.map(([name, all]) => `${name} ${all.length}`).join(', ')}`, '',
    ...(left.length === 0 ? [] : ['## Not found by the fuzzer', '', '| faulty server | what it does | check | scenarios played | why the fuzzer does not find it |', '| --- | --- | --- | --- | --- |', ...left.map((row) => `| ${row.fault} | ${cell(row.title)} | ${row.suite ?? '–'} | ${row.played ?? '–'} | ${cell(reasonOf(row, reasons))} |`), '']),
    '## Found', '', '| faulty server | what it does | check | generator | sessions | seconds | finding |', '| --- | --- | --- | --- | --- | --- | --- |',
    ...faults.flatMap((row) => (row.fuzzer === null ? [] : [`| ${row.fault} | ${cell(row.title)} | ${row.suite ?? '–'} | ${row.fuzzer.generator} | ${row.fuzzer.sessions} | ${row.fuzzer.seconds} | ${cell(row.fuzzer.finding.replace('fuzz/', ''))} |`])), '',
  ].join('\n');
}

/** The reason with the longest beginning that fits. */
function reasonOf({ fault }: Row, reasons: Readonly<Record<string, string>>): string {
  const [best] = Object.keys(reasons).filter((start) => fault.startsWith(start)).toSorted((a, b) => b.length - a.length);
  return best === undefined ? 'not examined' : reasons[best]!;
}

function cell(text: string): string { return text.replaceAll('|', '\\|').replaceAll('\n', ' '); }

function byGenerator(found: readonly Found[]): Map<string, Found[]> {
  const groups = new Map<string, Found[]>();
  for (const one of found) groups.set(one.generator, [...(groups.get(one.generator) ?? []), one]);
  return groups;
}
