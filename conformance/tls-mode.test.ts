import { expect, it, onTestFinished } from 'vitest';
import { TLS_DEFAULTS, type TlsSettings } from '../src/server/tls-settings.ts';
import { TESTER } from './broken/credentials.ts';
import { startBroken } from './broken/start.ts';
import { catalog, ftpTable } from './catalog.ts';
import { REFERENCE_TLS } from './reference-tls.ts';
import { run } from './run.ts';
import { attachTestee, embedTestee, type StartedTestee } from './start-testee.ts';
import { withTls, type TlsMode } from './tls-mode.ts';

const CHECKS = ['access/example-a-password-login', 'access/example-a-fresh-start-with-rein', 'transfer/port-replaces-pasv', 'transfer/parallel-downloads', 'files/example-list-and-nlst', 'client/stores-a-file', 'security/ccc-keeps-prot', 'security/login-under-tls'];

/** Verdicts of some checks of every kind. */
async function verdicts(started: StartedTestee): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const checks = catalog().filter(({ id }) => CHECKS.includes(id));
  expect(checks.length).toBeGreaterThan(4);
  await run({
    table: ftpTable, checks, started, target: 'x', timeout: 5000, concurrency: 4, deadline: 60_000, strict: false, reproduce: (id) => id,
    record: (one) => { if (one.type === 'check') counts[one.verdict] = (counts[one.verdict] ?? 0) + 1; },
  });
  return counts;
}

it.each(['explicit', 'implicit'] as const)('with %s TLS every session of the suite is protected, and nothing is lost', async (mode) => {
  const started = await withTls(await embedTestee(TESTER, null, {}, true, mode === 'implicit'), mode, 5000);
  onTestFinished(() => started.stop());
  expect(started.greeting?.toString()).toMatch(/^220 /);
  expect(Object.keys(await verdicts(started))).toEqual(['pass']);
});

it.each<[string, Partial<TlsSettings> | null, Exclude<TlsMode, 'auto'>]>([
  ['a server without TLS in clear', null, 'off'],
  ['a server that offers TLS in clear', {}, 'off'],
  ['a server that insists on TLS by AUTH', { required: true }, 'explicit'],
])('talks of its own accord to %s', async (_, settings, expected) => {
  const server = await startBroken({ config: { tls: settings === null ? null : { ...REFERENCE_TLS, ...TLS_DEFAULTS, certificate: REFERENCE_TLS.certificate, key: REFERENCE_TLS.key, ...settings } } });
  onTestFinished(() => server.stop());
  const { host, port } = server.testee;
  const started = await withTls(await attachTestee(host, port, TESTER, null, 5000), 'auto', 5000);
  expect(started.testee.tls ?? 'off').toBe(expected);
});

it('talks of its own accord under TLS where nothing is said in clear', async () => {
  const server = await embedTestee(TESTER, null, {}, true, true);
  onTestFinished(() => server.stop());
  const started = await withTls(await attachTestee(server.testee.host, server.testee.port, TESTER, null, 300), 'auto', 5000);
  expect(started.testee.tls).toBe('implicit');
});
