import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a finished build notes what it was made from. */
export const BUILD_STAMP = join('dist', '.sources');

const DIRECTORIES = ['src', 'conformance', 'fuzz', 'reports'];
const FILES = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'tools/assets.mjs'];
const NOT_BUILT = /\.test\.tsx?$|^reports\/(?:out|published)\//;

/** Whether dist is the build of the sources as they are now. */
export function buildIsCurrent(top) {
  const stamp = join(top, BUILD_STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === buildSources(top);
}

/** SHA-256 over the names and contents of all that the build reads, in hex: times say little after a checkout. */
export function buildSources(top) {
  const hash = createHash('sha256');
  for (const name of [...DIRECTORIES.flatMap((directory) => filesIn(top, directory)), ...FILES]) {
    const path = join(top, name);
    if (NOT_BUILT.test(name) || !existsSync(path)) continue;
    const content = readFileSync(path);
    hash.update(`${name}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function filesIn(top, directory) {
  if (!existsSync(join(top, directory))) return [];
  return readdirSync(join(top, directory), { withFileTypes: true })
    .flatMap((entry) => {
      const name = `${directory}/${entry.name}`;
      return entry.isDirectory() ? filesIn(top, name) : [name];
    })
    .sort();
}
