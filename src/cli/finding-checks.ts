import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from '../../conformance/catalog.ts';
import type { Check } from '../../conformance/check.ts';
import { findingCheck } from '../../fuzz/finding-check.ts';
import { readFinding } from '../../fuzz/finding-file.ts';
import { FtpspecError } from '../ftpspec-error.ts';

/** Findings that one run takes. */
const MOST = 1000;

/**
 * The checks that `--finding` names: one a file, and one for each `.json` file of a directory.
 * @throws FtpspecError `BAD_FINDING`
 */
export function findingChecks(suite: Suite, paths: readonly string[]): Check[] {
  const files = paths.flatMap((path) => (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? inDirectory(path) : [path]));
  if (files.length > MOST) throw new FtpspecError('BAD_FINDING', `${files.length} findings: no more than ${MOST} are played in one run`);
  const checks = files.map((file) => findingCheck(suite, file, readFinding(file)));
  const twice = checks.find(({ id }, at) => checks.findIndex((one) => one.id === id) !== at);
  if (twice !== undefined) throw new FtpspecError('BAD_FINDING', `two findings are called ${twice.id}`, { hint: 'The name of a check is that of its file: give one of them another.' });
  return checks;
}

function inDirectory(path: string): string[] {
  const files = readdirSync(path).filter((name) => name.endsWith('.json')).toSorted().map((name) => join(path, name));
  if (files.length === 0) throw new FtpspecError('BAD_FINDING', `${path}: no finding in it`, { hint: 'Findings are the .json files in the `findings` directory of a corpus.' });
  return files;
}
