import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FtpspecError } from '../../ftpspec-error.ts';
import { PERMISSIONS } from '../../server/permissions.ts';
import { isPassword } from '../../server/password-hash.ts';
import { parseConfig, readConfig } from './read-config.ts';
import { serverSchema } from './schema.ts';
import { settingsAsOptions } from './settings-as-options.ts';

const EXAMPLE = join(import.meta.dirname, '../../../examples/serve/ftpspec.yaml');
const HASH = '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHRzYWx0$a2V5a2V5a2V5a2V5a2V5a2V5';

/** What is said of a file. */
function complaint(...lines: string[]): string {
  try {
    parseConfig('f.yaml', lines.join('\n'));
    return '';
  } catch (error) {
    return (error as FtpspecError).message;
  }
}

it('reads the example, which shows every key', async () => {
  const settings = readConfig(EXAMPLE);
  const options = settingsAsOptions(EXAMPLE, settings);
  expect(options).toMatchObject({ port: '2121', root: join(EXAMPLE, '..'), anonymous: true, loginDelay: 5000, failuresForgottenAfter: 600_000, totalRate: 200 * 2 ** 20, passivePorts: [50_000, 50_999], tls: true, tlsReuse: 'offered', grace: 10_000 });
  expect(options.user?.[1]).toMatchObject({ name: 'bob', quota: 100 * 2 ** 20, sessionLimit: 4, readOnly: false, permissions: ['list', 'read', 'store', 'make-directory'] });
  const [alice] = settings.users!;
  expect(await isPassword('change me', alice!.password)).toBe(true);
  const text = readFileSync(EXAMPLE, 'utf8');
  const keys = [...Object.keys(serverSchema.shape), ...PERMISSIONS];
  expect(keys.filter((key) => !text.includes(key))).toEqual([]);
});

it('takes an empty file, and one key alone', () => {
  expect(parseConfig('f', '')).toEqual({});
  expect(parseConfig('f', 'limits: { login-delay: 0.5 }')).toEqual({ limits: { 'login-delay': 500 } });
  expect(settingsAsOptions('f', parseConfig('f', 'tls: true'))).toEqual({ tls: true });
});

it.each([
  [['port: 2121', 'prot: 3'], /^f\.yaml:2:1: there is no key "prot" here/],
  [['users:', '  - name: ann', '    password: secret'], /^f\.yaml:3:5: users\.0\.password: It must be a hash as `ftpspec hash-password` prints it/],
  [['users:', `  - { name: ann, password: "${HASH}" }`, `  - { name: ann, password: "${HASH}" }`], /^f\.yaml:3:7: users\.1\.name: ann stands here twice/],
  [['limits:', '  rate: fast'], /^f\.yaml:2:3: limits\.rate: It must be a number of bytes/],
  [['limits:', '  idle: -1'], /^f\.yaml:2:3: .*seconds/],
  [['passive:', '  ports: 9-3'], /^f\.yaml:2:3: passive\.ports: It must be two ports/],
  [['host: [1]'], /^f\.yaml:1:1: host:/],
  [['port: 1', 'port: 2'], /^f\.yaml:2:1: /],
  [['a: &a [*a, *a]'], /^f\.yaml:\d+:\d+: /],
  [['- 1'], /^f\.yaml:1:1: /],
  [['users:', `  - { name: "a\\nb", password: "${HASH}", permissions: [fly] }`], /f\.yaml:2:7: users\.0\.name: No FTP.*\nf\.yaml:2:\d+: users\.0\.permissions\.0: /],
])('names the place of a mistake: %j', (lines, message) => {
  expect(complaint(...lines)).toMatch(message);
});

it('says which file cannot be read', () => {
  expect(() => readConfig('/nowhere.yaml')).toThrow(/cannot read \/nowhere\.yaml/);
});
