// Writes conformance/rubric/rulesets/VERSION.json: which checks there are now. A version that courses use is never frozen again.
import { writeFileSync } from 'node:fs';
import { catalog, SUITES } from '../conformance/catalog.ts';

const version = process.argv[2];
if (version === undefined || !/^\d{4}\.\d+$/.test(version)) throw new Error('usage: npx tsx tools/freeze-ruleset.ts 2026.1');
const checks = Object.fromEntries(Object.entries(SUITES).map(([name, suite]) => [name, catalog(suite.table).map(({ id }) => id).toSorted()]));
writeFileSync(new URL(`../conformance/rubric/rulesets/${version}.json`, import.meta.url), `${JSON.stringify(checks, null, 1)}\n`);
