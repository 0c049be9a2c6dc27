import { SUITES, type Suite } from '../../conformance/catalog.ts';
import { attachTestee, embedTestee, spawnTestee, type Credentials, type StartedTestee } from '../../conformance/start-testee.ts';
import { forkReference } from '../../conformance/fork-reference.ts';
import { withTls, type TlsMode } from '../../conformance/tls-mode.ts';
import { noAccounts } from './account-option.ts';
import { byteText } from './byte-text.ts';
import type { Target } from './check-target.ts';
import { sampleTree } from './sample-tree.ts';

/** Starts or reaches the server that a command line names. Errors as in `conformance/start-testee.ts`. */
export async function startTarget(target: Target, credentials: Credentials, root: string | null, timeout: number, suite: Suite, tls: TlsMode = 'off'): Promise<StartedTestee> {
  if (credentials.account !== undefined && !suite.table.commands.has('ACCT')) throw noAccounts(suite.table.protocol.name);
  const implicit = tls === 'implicit';
  switch (target.kind) {
    case 'attach': return withTls(await attachTestee(target.host, target.port, credentials, root, timeout, implicit), tls, timeout);
    case 'spawn': return withTls(await spawnTestee(target.command, credentials, root, timeout, implicit), tls, timeout);
    case 'reference': return withTls(await startReference(credentials, root, suite, implicit), tls === 'auto' ? 'off' : tls, timeout);
  }
}

/** The embedded reference server; without a root it serves a small tree that is removed at the end, or where listings are counted nothing. */
export async function startReference(credentials: Credentials, root: string | null, suite: Suite, implicit = false): Promise<StartedTestee> {
  const tree = root === null && suite.lines ? await sampleTree() : null;
  const served = { protocol: suite.table.protocol.name, credentials: { user: byteText(credentials.user), password: byteText(credentials.password), ...(credentials.account !== undefined && { account: byteText(credentials.account) }) }, root: root ?? tree?.root ?? null, implicit };
  try {
    const started = SUITES[served.protocol] === suite
      ? await forkReference(served)
      : await embedTestee(served.credentials, served.root, { ...suite.parts, ...suite.tested }, suite.greets, implicit);
    return { ...started, testee: { ...started.testee, get port() { return started.testee.port; }, ...credentials }, stop: () => started.stop().finally(tree?.remove) };
  } catch (error) {
    await tree?.remove();
    throw error;
  }
}
