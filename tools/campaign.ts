import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SUITES } from '../conformance/catalog.ts';

/*
 * Longer campaigns of the fuzzer, one protocol after the other, each in a time box. Findings and progress stay in a directory each, so that
 * the next run goes on where this one stops. What stands behind `--` goes to `ftpspec fuzz`: a server other than the reference server, a login.
 *
 *   npm run campaign                                      ten minutes for each protocol on the reference server
 *   npm run campaign -- --minutes 60 --protocol ftp -- 127.0.0.1:2121 --user u --password p
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: {
  minutes: { type: 'string', default: '10' }, protocol: { type: 'string', multiple: true, default: Object.keys(SUITES) }, directory: { type: 'string', default: 'reports/out/campaigns' },
} });
const target = positionals.length === 0 ? ['--reference'] : positionals;
const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

let worst = 0;
for (const protocol of values.protocol) {
  const place = join(values.directory, protocol);
  mkdirSync(place, { recursive: true });
  const reports = ['ndjson', 'html', 'sarif'].map((ending) => join(place, `report.${ending}`));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', main, 'fuzz', ...target, '--protocol', protocol, '--time', String(Math.round(Number(values.minutes) * 60)), '--corpus', join(place, 'corpus'), '--report', ...reports], { stdio: 'inherit' });
  worst = Math.max(worst, status ?? 4);
}
process.exit(worst);
