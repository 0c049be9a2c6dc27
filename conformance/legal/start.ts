import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ftp } from '../../src/generated/ftp.ts';
import { ReferenceServer } from '../../src/server/reference-server.ts';
import type { StartedTestee } from '../start-testee.ts';
import type { Legal } from './legal.ts';
import { startRelay } from './relay.ts';

const TESTER = { user: 'tester', password: 'secret' } as const;

/** Starts an unusual server on a free loopback port, with a directory of its own. */
export async function startLegal(legal: Legal): Promise<StartedTestee> {
  const root = await mkdtemp(join(tmpdir(), 'ftpspec-legal-'));
  const { reply } = legal;
  const server = await ReferenceServer.start({ root, users: [{ name: TESTER.user, password: TESTER.password, readOnly: false }], ...legal.config }, {
    ...(legal.protocol !== undefined && { protocol: legal.protocol(ftp) }),
    ...(reply !== undefined && { reply: (bytes, on) => Buffer.from(reply(bytes.toString('latin1'), on), 'latin1') }),
    ...(legal.conditions !== undefined && { conditions: legal.conditions }),
    ...(legal.transfer !== undefined && { transfer: legal.transfer }),
    ...(legal.store !== undefined && { store: legal.store }),
  });
  const { wire, places } = legal;
  const relay = wire === undefined && places === undefined ? null : await startRelay(server.address.port, wire ?? (() => ({})), places);
  return {
    testee: { host: '127.0.0.1', port: relay?.port ?? server.address.port, root, ...(legal.login ?? TESTER) },
    greeting: null,
    exited: () => null,
    ending: async () => null,
    restart: null,
    stop: async () => {
      relay?.stop();
      await server.stop(0);
      await rm(root, { recursive: true, force: true });
    },
  };
}
