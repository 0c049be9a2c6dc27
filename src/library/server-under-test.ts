import { SUITES, type Suite } from '../../conformance/catalog.ts';
import { didYouMean } from '../spec/near-misses.ts';
import { attachTestee, embedTestee, spawnTestee, type StartedTestee } from '../../conformance/start-testee.ts';
import { FtpspecError } from '../ftpspec-error.ts';

/** Which server, and how to log in. Exactly one of `address`, `spawn` and `reference`. */
export interface ServerUnderTest {
  /** One that runs already. */
  readonly address?: { readonly host: string; readonly port: number };
  /** A command that starts one: `{port}` and `{root}` are replaced, PORT and ROOT are in its environment. */
  readonly spawn?: string;
  /** The reference server, started for the purpose. */
  readonly reference?: true;
  /** Default: `tester`. */
  readonly user?: string;
  /** Default: `secret`. */
  readonly password?: string;
  /** What ACCT names, of a user who has an account. */
  readonly account?: string;
  /** The directory that it serves, when it is on this disk; a spawned server gets an empty one unless this names it. */
  readonly root?: string;
  /** `ftp` (the default), or a profile or protocol of `ftpspec check --protocol`. */
  readonly protocol?: string;
}

/** @throws FtpspecError `UNKNOWN_NAME` */
export function suiteFor({ protocol = 'ftp' }: ServerUnderTest): Suite {
  const suite = Object.hasOwn(SUITES, protocol) ? SUITES[protocol] : undefined;
  if (suite !== undefined) return suite;
  throw new FtpspecError('UNKNOWN_NAME', `there is no protocol "${protocol}"`, { hint: didYouMean(protocol, Object.keys(SUITES)) ?? Object.keys(SUITES).join(', ') });
}

/** Starts or reaches the server. @throws FtpspecError `USAGE`, `UNREACHABLE`, `SPAWN_FAILED` */
export async function startServer(server: ServerUnderTest, timeout: number): Promise<StartedTestee> {
  const suite = suiteFor(server);
  const { address, spawn, reference, user = 'tester', password = 'secret', account, root = null } = server;
  const credentials = { user, password, ...(account !== undefined && { account }) };
  if ([address, spawn, reference].filter((one) => one !== undefined).length !== 1) throw new FtpspecError('USAGE', 'name the server by exactly one of address, spawn and reference');
  if (address !== undefined) return attachTestee(address.host, address.port, credentials, root, timeout);
  if (spawn !== undefined) return spawnTestee(spawn, credentials, root, timeout);
  return embedTestee(credentials, root, suite.parts, suite.greets);
}

/** The server as reports name it. */
export function nameOf({ address, spawn }: ServerUnderTest): string { return address === undefined ? (spawn ?? 'reference server') : `${address.host}:${address.port}`; }
