import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own note of what it installed: right also after an
 * `npm ci` by hand or a change of branch. Only packages for other platforms may be missing.
 */
export function packagesAreCurrent(top) {
  const installed = packagesIn(join(top, 'node_modules', '.package-lock.json'));
  if (installed === null) return false;
  const locked = packagesIn(join(top, 'package-lock.json'));
  if (locked === null) return true;
  const same = ([path, { version }]) => installed[path]?.version === version;
  const wanted = Object.entries(locked).filter(([path, entry]) => path !== '' && (!entry.optional || path in installed));
  return wanted.every(same) && Object.keys(installed).every((path) => path in locked);
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return null;
  }
}
