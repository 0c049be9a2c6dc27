import { Option } from 'commander';
import { SUITES, type Suite } from '../../conformance/catalog.ts';

/** `--protocol`: which of the specified protocols. */
export function protocolOption(): Option {
  return new Option('--protocol <name>', 'which protocol').choices(Object.keys(SUITES)).default('ftp');
}

/** The suite that `--protocol` names; commander has checked the name. */
export function suiteOf(options: { readonly protocol: string }): Suite { return SUITES[options.protocol]!; }
