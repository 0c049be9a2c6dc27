// What `npm start` and `npm test` call first: installs and builds what is missing or older than its sources, nothing else.
// Plain JavaScript without dependencies, because it runs before there are any. Safe to run twice at once.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_STAMP, buildIsCurrent, buildSources } from './setup/build-state.mjs';
import { packagesAreCurrent } from './setup/package-state.mjs';
import { exclusively } from './setup/exclusively.mjs';

const OLDEST = [20, 19];
const top = join(import.meta.dirname ?? '.', '..');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  stop(`ftpspec needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}`);
}

if (!packagesAreCurrent(top) || !buildIsCurrent(top)) {
  try {
    await exclusively(top, () => {
      // Asked again: another set-up may have done it while this one waited.
      if (!packagesAreCurrent(top)) install();
      if (!buildIsCurrent(top)) build();
    });
  } catch (error) {
    stop(error.message);
  }
}

function install() {
  // `ci` changes no file of the repository; without a lock file there is only `install`.
  const command = existsSync(join(top, 'package-lock.json')) ? 'ci' : 'install';
  console.log(`ftpspec: installing packages (npm ${command})`);
  npm([command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], 'the packages could not be installed');
}

function build() {
  console.log('ftpspec: building (npm run build)');
  rmSync(join(top, BUILD_STAMP), { force: true });
  const sources = buildSources(top);
  npm(['run', '--silent', 'build'], 'the build failed');
  writeFileSync(join(top, BUILD_STAMP), sources);
}

/** Runs npm, silent unless it fails. */
function npm(args, failure) {
  const cli = process.env.npm_execpath;
  const [program, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const { status, error, stdout, stderr } = spawnSync(program, [...first, ...args], { cwd: top, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  throw new Error(`${failure}: ${error?.message ?? `npm ${args[0]} ended with ${status}`}`);
}

function stop(message) {
  console.error(`ftpspec: ${message}`);
  process.exit(1);
}
