import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { FtpspecError } from '../ftpspec-error.ts';
import type { Credentials } from '../../conformance/start-testee.ts';
import type { TlsMode } from '../../conformance/tls-mode.ts';
import type { Target } from './check-target.ts';
import type { RunOptions } from './run-options.ts';

/** The options of `check` as commander hands them over. */
export interface CheckOptions extends RunOptions {
  readonly spawn?: string;
  readonly reference: boolean;
  readonly spec?: string;
  readonly user?: string;
  readonly password?: string;
  readonly account?: string;
  readonly root?: string;
  readonly chapter: readonly string[];
  readonly verb: readonly string[];
  /** Files of findings, and directories of them. */
  readonly finding: readonly string[];
  readonly dryRun: boolean;
  readonly tls: TlsMode;
  readonly format: readonly string[];
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/** The login: as given, else one of its own for a server that we start with it, else anonymous. */
export function credentialsOf(options: CheckOptions, target: Target): Credentials {
  // oxlint-disable-next-line no-control-regex
  if (/[\0\r\n]/.test(`${options.user ?? ''}${options.password ?? ''}`)) throw new FtpspecError('USAGE', 'a user name or password with a line end or NUL: no FTP command can carry it');
  const account = options.account === undefined ? {} : { account: options.account };
  if (target.kind === 'reference') return { user: options.user ?? 'tester', password: options.password ?? 'secret', ...account };
  return { ...account, user: options.user ?? 'anonymous', password: options.password ?? (options.user === undefined ? 'anonymous@' : '') };
}

/**
 * The served directory as an absolute path, or null when it was not given.
 * @throws FtpspecError `ROOT_UNUSABLE`
 */
export function rootOf(options: CheckOptions): string | null {
  if (options.root === undefined) return null;
  const root = resolve(options.root);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) throw new FtpspecError('ROOT_UNUSABLE', `--root ${options.root} is no directory`, { hint: 'Name the directory that the server serves, on this machine\'s disk, or leave the option out.' });
  return root;
}
