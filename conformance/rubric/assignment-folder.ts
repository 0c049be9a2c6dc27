import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The ready-made assignment files: beside the sources, or in the installed package, whose code lies one folder deeper. */
export function assignmentFolder(): string {
  const [near, far] = ['../../spec/assignments', '../../../spec/assignments'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return existsSync(near!) ? near! : far!;
}

/** Their names, without `.yaml`. */
export function readyMade(): string[] {
  return readdirSync(assignmentFolder()).filter((name) => name.endsWith('.yaml')).map((name) => name.slice(0, -'.yaml'.length)).sort();
}
