// The second half of `npm run build`, after tsc: copies what the compiled code reads beside itself, makes the command
// executable, and removes what sources that are gone left in dist.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const top = join(import.meta.dirname, '..');
const COMMAND = 'dist/src/cli/main.js';
const AREAS = ['src', 'conformance', 'fuzz', 'reports'];
/** Data that code reads at run time. Everything else beside the sources is for people or for tests. */
const ASSET = /\.(?:json|css|svg|txt|csv|yaml|bin|py|sh)$/;
const NOT_SHIPPED = /\.test\.|(?:^|\/)(?:fixtures|regressions|samples)\/|^reports\/(?:out|published)\/|^conformance\/peers\//;

for (const name of AREAS.flatMap(filesUnder)) {
  if (!ASSET.test(name) || NOT_SHIPPED.test(name)) continue;
  mkdirSync(dirname(join(top, 'dist', name)), { recursive: true });
  copyFileSync(join(top, name), join(top, 'dist', name));
}

for (const built of filesUnder('dist')) {
  const name = built.slice('dist/'.length);
  const compiled = name.replace(/(?:\.d\.ts|\.js)$/, '');
  const sources = compiled === name ? [name] : [`${compiled}.ts`, `${compiled}.tsx`, name];
  if (built !== 'dist/.sources' && !sources.some((source) => existsSync(join(top, source)))) rmSync(join(top, built));
}

if (existsSync(join(top, COMMAND))) chmodSync(join(top, COMMAND), 0o755);

/** Paths relative to the top of the repository, with slashes. */
function filesUnder(directory) {
  if (!existsSync(join(top, directory))) return [];
  return readdirSync(join(top, directory), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(`${directory}/${entry.name}`) : [`${directory}/${entry.name}`]));
}
