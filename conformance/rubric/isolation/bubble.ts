import { accessSync, constants, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';

export const BUBBLEWRAP = 'bwrap';

/**
 * Command line that gives the worker a network of its own, in which loopback is all there is. Its servers live in the same
 * one: a server alone in a network cannot be reached.
 */
export const NETWORK_WORDS: readonly string[] = ['--unshare-net', '--dev-bind', '/', '/', '--die-with-parent', '--'];

/** Directories of a submission as its server sees them: the same paths as outside. */
export interface BubblePlaces {
  /** Written to and read. */
  readonly writable: readonly string[];
  /** Becomes /tmp and /dev/shm: sizes of files in them are watched, those of a file system in memory would not be. */
  readonly temporary: string;
  readonly shared: string;
}

/** Of /etc: what programs need to find libraries, names, time zones and certificates, and the settings of languages; nothing that could be secret. */
const ETC = /^(alternatives|ca-certificates|fonts|group|host\.conf|hosts|ld\.so\..*|locale\.alias|localtime|magic|mime\.types|nsswitch\.conf|passwd|protocols|services|timezone|(?:dotnet|ghc|java|maven|mono|perl|php|python|ruby)[\w.-]*)$/;
const CERTIFICATES = ['/etc/ssl/certs', '/etc/ssl/openssl.cnf', '/etc/pki/tls/certs', '/etc/pki/ca-trust/extracted'];
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/opt', '/nix/store', '/gnu/store'];
/** Beside a `bin` directory of PATH. */
const PROGRAM_PARTS = ['bin', 'lib', 'lib64', 'libexec', 'include'];

/**
 * Command line that confines one command: process, mount, IPC, host name, control group and user namespaces of its own, no
 * privileges, system programs to read and its own directories to write, and the end when we end.
 */
export function bubbleWords(places: BubblePlaces, environment: NodeJS.ProcessEnv = process.env): string[] {
  return [
    '--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try', '--die-with-parent',
    ...[...SYSTEM, ...settings(), ...CERTIFICATES].flatMap(readable),
    '--proc', '/proc', '--dev', '/dev', '--bind', places.temporary, '/tmp', '--bind', places.shared, '/dev/shm', ...programPlaces(environment).flatMap(readable),
    ...places.writable.flatMap((path) => ['--bind', path, path]),
    // What bubblewrap itself made lies in memory: nobody is to fill it.
    '--remount-ro', '/dev', '--remount-ro', '/', '--',
  ];
}

function settings(): string[] {
  try { return readdirSync('/etc').filter((name) => ETC.test(name)).map((name) => `/etc/${name}`); } catch { return []; }
}

/** Where programs lie that are not the system's: the directories of PATH with their libraries, and JAVA_HOME. */
function programPlaces({ PATH = '', JAVA_HOME = '' }: NodeJS.ProcessEnv): string[] {
  const directories = PATH.split(':').filter((path) => isAbsolute(path) && !SYSTEM.some((system) => `${path}/`.startsWith(`${system}/`)));
  const beside = directories.flatMap((path) => {
    if (basename(path) === 'bin') return PROGRAM_PARTS.map((part) => join(dirname(path), part));
    // Links to packages beside it.
    return path.endsWith('/node_modules/.bin') ? [dirname(path)] : [path];
  });
  return [...new Set([...beside, ...(isAbsolute(JAVA_HOME) ? [JAVA_HOME] : [])])].filter((path) => path !== '/' && !`${homedir()}/`.startsWith(`${path}/`));
}

/** Shows a path as it is, a symbolic link as such; leaves out what is not there or cannot be read. */
function readable(path: string): string[] {
  try {
    if (lstatSync(path).isSymbolicLink() && dirname(path) === '/') return ['--symlink', readlinkSync(path), path];
    accessSync(path, constants.R_OK);
    return ['--ro-bind', path, path];
  } catch {
    return [];
  }
}
