import type { Submission } from '../../conformance/rubric/submission.ts';
import type { CheckOptions } from './check-options.ts';
import type { Target } from './check-target.ts';
import { targetText } from './check-target.ts';
import { shellQuote } from './shell-quote.ts';

/** The command line that runs one check again on the same server. Only what differs from the defaults is repeated; a password from the environment is not written out. */
export function reproduceLine(program: string, target: Target, options: CheckOptions, defaults: { readonly timeout: number }, given: (option: 'user' | 'password' | 'account') => boolean, id: string): string {
  const words = [program, 'check'];
  if (target.kind === 'attach') words.push(shellQuote(targetText(target)));
  else if (target.kind === 'spawn') words.push('--spawn', shellQuote(target.command));
  else words.push('--reference');
  if (options.protocol !== 'ftp') words.push('--protocol', options.protocol);
  if (options.spec !== undefined) words.push('--spec', shellQuote(options.spec));
  for (const option of ['user', 'password'] as const) if (given(option)) words.push(`--${option}`, shellQuote(options[option] ?? ''));
  if (options.account !== undefined && given('account')) words.push('--account', shellQuote(options.account));
  if (options.root !== undefined) words.push('--root', shellQuote(options.root));
  if (options.timeout !== defaults.timeout) words.push('--timeout', String(options.timeout));
  if (options.tls !== 'auto') words.push('--tls', options.tls);
  for (const path of options.finding) words.push('--finding', shellQuote(path));
  if (options.strict) words.push('--strict');
  return [...words, '--check', shellQuote(id), '--verbose'].join(' ');
}

/** The command line by which a student runs one check of a grade again, in the directory of the submission. */
export function submissionLine({ spawn, user, password, account }: Submission, protocol: string, id: string): string {
  return ['npx ftpspec check', '--spawn', shellQuote(spawn), ...(protocol === 'ftp' ? [] : ['--protocol', protocol]), '--user', shellQuote(user), '--password', shellQuote(password), ...(account === undefined ? [] : ['--account', shellQuote(account)]), '--check', shellQuote(id), '--verbose'].join(' ');
}
