import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { claimPort, type ClaimedPort } from '../claimed-port.ts';
import { waitForGreeting } from './greeting.ts';

/** The real FTP servers to hold the suite against, each by its script in this directory. */
export const PEERS = ['vsftpd', 'pure-ftpd', 'pyftpdlib'] as const;
export type PeerName = (typeof PEERS)[number];

/** A running peer. It ends with this process, if not before. */
export interface Peer {
  readonly host: string;
  readonly port: number;
  /** May read and write. */
  readonly user: string;
  readonly password: string;
  /** Whether `anonymous` may log in, to read only. */
  readonly anonymous: boolean;
  /** Process id of the script, which leads its own process group. */
  readonly pid: number;
  /** Ends the server and every session of it. Safe to call twice. */
  stop(): Promise<void>;
}

/** Why a peer cannot be had on this machine, as one line: a reason to skip a test by name. */
export interface Unavailable {
  readonly unavailable: string;
}

/** Milliseconds until the greeting, and until the end after SIGTERM. */
const START_WITHIN = 15_000;
const STOP_WITHIN = 5_000;
/** Another program may take a free port before the server listens on it. */
const ATTEMPTS = 3;
/** Exit code with which a script says that its server cannot be had here. */
const CANNOT_BE_HAD = 3;

/**
 * Starts a real FTP server on 127.0.0.1 and waits for its greeting.
 * @param root directory to serve; must exist. vsftpd and Pure-FTPd make the user of `tester` its owner.
 * @throws when the server is there but does not start, and, with `CI=true`, when it is not there.
 */
export async function startPeer(name: PeerName, root: string): Promise<Peer | Unavailable> {
  for (let attempt = 1; ; attempt++) {
    const claim = await claimPort();
    const started = await attemptToStart(name, root, claim);
    if (!('stop' in started)) await claim.release();
    if ('unavailable' in started && process.env.CI === 'true') throw new Error(`${started.unavailable} (CI must have it)`);
    if (!('failed' in started)) return started;
    if (attempt === ATTEMPTS) throw new Error(`${name} did not start: ${started.failed}`);
  }
}

async function attemptToStart(name: PeerName, root: string, { port, release }: ClaimedPort): Promise<Peer | Unavailable | { readonly failed: string }> {
  const script = fileURLToPath(new URL(`./${name}.sh`, import.meta.url));
  // Its standard input is the leash of --tied: it closes when this process dies, however it dies.
  const child = spawn('bash', [script, '--tied', String(port), root], { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-2000); });
  child.stdin.on('error', () => {}); // A child that is gone: its exit tells.
  const waiting = new AbortController();
  const deadline = setTimeout(() => waiting.abort(new Error(`no greeting in ${START_WITHIN} ms`)), START_WITHIN);
  const ended = once(child, 'close').then(() => waiting.abort(new Error(`exit code ${child.exitCode ?? child.signalCode}`)));
  try {
    await Promise.race([waitForGreeting(port, waiting.signal), ended]);
    // Else another program on the same port said it.
    waiting.signal.throwIfAborted();
  } catch (error) {
    await stop(child, ended);
    const cause = waiting.signal.aborted ? waiting.signal.reason : error;
    const lastLine = said.trim().split('\n').at(-1) ?? '';
    if (child.exitCode === CANNOT_BE_HAD) return { unavailable: lastLine };
    return { failed: [cause instanceof Error ? cause.message : String(cause), lastLine].filter(Boolean).join(': ') };
  } finally {
    clearTimeout(deadline);
  }
  return {
    host: '127.0.0.1', port, user: 'tester', password: 'secret', anonymous: true, pid: child.pid!,
    stop: () => stop(child, ended).then(release),
  };
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  // SIGTERM to the script alone: it ends the sessions that left the group, which a signal to the group would orphan.
  child.kill('SIGTERM');
  const group = -child.pid;
  const overdue = setTimeout(() => {
    try { process.kill(group, 'SIGKILL'); } catch { /* It ended meanwhile. */ }
    child.stderr?.destroy();
  }, STOP_WITHIN);
  await ended.finally(() => clearTimeout(overdue));
}
