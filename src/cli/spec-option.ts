import { Option } from 'commander';
import { catalog, SUITES, type Suite } from '../../conformance/catalog.ts';
import type { Check } from '../../conformance/check.ts';
import { suiteOf } from './protocol-option.ts';

/** Which protocol a command line names: one of ftpspec's, or one in a file of its own. */
export interface Chosen { readonly protocol: string; readonly spec?: string }

/** `--spec`: a protocol in one Markdown file. */
export function specOption(): Option {
  return new Option('--spec <file.md>', 'a protocol of your own instead: one Markdown file, see spec/your-own-protocol.md').conflicts('protocol');
}

/**
 * The suite that `--protocol` or `--spec` names. What reads Markdown is loaded only for `--spec`.
 * @throws FtpspecError `BAD_SPEC` with every problem of the file as `file:line: problem`
 */
export async function chosenSuite(options: Chosen): Promise<Suite> {
  if (options.spec === undefined) return suiteOf(options);
  const { loadOwnSuite } = await import('./own-suite.ts');
  return loadOwnSuite(options.spec);
}

/** All checks of a suite. */
export function checksOf(suite: Suite): Check[] {
  return SUITES[suite.table.protocol.name] === suite ? catalog(suite.table) : [...suite.handWritten];
}
