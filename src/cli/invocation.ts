import { basename, relative } from 'node:path';
import { shellQuote } from './shell-quote.ts';

/** How this program was called, as words that call it again from the same directory. */
export function invocation(script: string | undefined = process.argv[1], directory = process.cwd()): string {
  const name = basename(script ?? '');
  if (script === undefined || name === 'ftpspec') return 'ftpspec';
  const near = relative(directory, script);
  const path = shellQuote(near.startsWith('..') ? script : near);
  // Installed as a package of another project: npx finds it.
  if (/(^|\/)node_modules\/ftpspec\//.test(script)) return 'npx ftpspec';
  return name.endsWith('.ts') ? `npx tsx ${path}` : `node ${path}`;
}
