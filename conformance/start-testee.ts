import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectSocket } from '../src/client/connect.ts';
import { secureClient } from '../src/client/tls-client.ts';
import { FtpspecError } from '../src/ftpspec-error.ts';
import { ReferenceServer, type ServerParts } from '../src/server/reference-server.ts';
import { claimPort } from './claimed-port.ts';
import { lastWords } from './last-words.ts';
import { REFERENCE_TLS } from './reference-tls.ts';
import { TESTED_SETTINGS } from './tested-settings.ts';
import type { Testee } from './testee.ts';
import { ZONE } from './zone.ts';

/** A server that can be tested, and the means to look after it. */
export interface StartedTestee {
  readonly testee: Testee;
  /** What the server says first, or null when it said nothing in time. */
  readonly greeting: Buffer | null;
  /** How our process ended, or null while it runs or is not ours. */
  readonly exited: () => string | null;
  /** The same, waiting a moment for a process that is just ending. */
  readonly ending: () => Promise<string | null>;
  /** Starts the process again; null when the server is not ours. */
  readonly restart: (() => Promise<boolean>) | null;
  /** Ends what we started. */
  readonly stop: () => Promise<void>;
  /** The process that we started, as it is now, and the end of what it printed; absent when it is not ours. */
  readonly process?: { readonly pid: number; readonly output: () => string };
}

/** `account`: what ACCT names, of a user who has one. */
export interface Credentials { readonly user: string; readonly password: string; readonly account?: string }

/** Bytes kept of what a spawned server prints. */
const OUTPUT = 16 * 1024;

/**
 * A server that runs already.
 * @throws FtpspecError `UNREACHABLE`
 */
export async function attachTestee(host: string, port: number, credentials: Credentials, root: string | null, timeout: number, implicit = false): Promise<StartedTestee> {
  const greeting = await greet(host, port, timeout, implicit).catch((error: Error) => {
    throw new FtpspecError('UNREACHABLE', `cannot reach ${host} port ${port}: ${error.message}`, { hint: 'Is the server running, and does it listen on that address?' });
  });
  return { testee: { host, port, root, ...credentials }, greeting, exited: () => null, ending: async () => null, restart: null, stop: async () => {} };
}

/**
 * An embedded reference server on a free port, serving a directory of its own unless `root` names one.
 * @param implicit whether its port is the one on which TLS begins with the connection
 */
export async function embedTestee(credentials: Credentials, root: string | null, parts: Partial<ServerParts> = {}, greets = true, implicit = false): Promise<StartedTestee> {
  const directory = root ?? (await mkdtemp(join(tmpdir(), 'ftpspec-root-')));
  const begin = (): Promise<ReferenceServer> => ReferenceServer.start({
    port: 0, root: directory, users: [{ name: credentials.user, password: credentials.password, account: credentials.account, readOnly: false }],
    ...TESTED_SETTINGS,
    tls: hasTls(parts) ? { ...REFERENCE_TLS, implicitPort: implicit ? 0 : null } : null,
  }, parts);
  let server = await begin();
  const { host, port } = server.implicitAddress ?? server.address;
  const restart = async (): Promise<boolean> => {
    await server.stop(0);
    server = await begin();
    return true;
  };
  return {
    testee: { host, get port() { return (server.implicitAddress ?? server.address).port; }, root: directory, restart, ...credentials },
    greeting: greets ? await greet(host, port, 5000, implicit) : null,
    exited: () => null,
    ending: async () => null,
    restart: null,
    stop: async () => {
      await server.stop(0);
      if (root === null) await rm(directory, { recursive: true, force: true });
    },
  };
}

/**
 * Starts a command as the server: `{port}` and `{root}` in it are replaced, PORT and ROOT are in its environment, and a TZ that is not UTC. It runs in
 * a process group of its own, which is ended as a whole. Started again it gets another port: connections that it closed hold
 * the old one for a minute, and a server without SO_REUSEADDR could not bind it.
 * @throws FtpspecError `SPAWN_FAILED` when it exits or never listens
 */
export async function spawnTestee(command: string, credentials: Credentials, root: string | null, timeout: number, implicit = false): Promise<StartedTestee> {
  const directory = root ?? (await mkdtemp(join(tmpdir(), 'ftpspec-root-')));
  let claim = await claimPort();
  let child = start(command, claim.port, directory);
  const halt = (): Promise<void> => end(child).then(() => claim.release());
  const stop = async (): Promise<void> => {
    await halt();
    if (root === null) await rm(directory, { recursive: true, force: true });
  };
  try {
    const greeting = await untilListening(child, '127.0.0.1', claim.port, timeout, implicit);
    const restart = async (): Promise<boolean> => {
      await halt();
      claim = await claimPort();
      child = start(command, claim.port, directory);
      return untilListening(child, '127.0.0.1', claim.port, timeout, implicit).then(() => true, () => false);
    };
    return {
      testee: { host: '127.0.0.1', get port() { return claim.port; }, root: directory, restart, ...credentials },
      greeting,
      exited: () => child.ending,
      process: { get pid() { return child.process.pid ?? 0; }, output: () => child.output },
      ending: () => within(child, 1000),
      restart,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** FTP itself has TLS; its profiles and the other protocols have no AUTH. */
function hasTls({ protocol }: Partial<ServerParts>): boolean {
  return protocol === undefined || protocol.commands.some(({ verb }) => verb === 'AUTH');
}

interface Child { readonly process: ChildProcess; ending: string | null; output: string; readonly ended: Promise<void>; readonly drained: Promise<void> }

function start(command: string, port: number, root: string): Child {
  const filled = command.replaceAll('{port}', String(port)).replaceAll('{root}', `'${root.replaceAll("'", `'\\''`)}'`);
  const server = spawn('sh', ['-c', `exec ${filled}`], { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: ZONE, PORT: String(port), ROOT: root } });
  const child: Child = {
    process: server, ending: null, output: '',
    ended: new Promise((resolve) => {
      const finish = (text: string): void => { child.ending ??= text; resolve(); };
      server.once('exit', (code, signal) => finish(signal === null ? `exit status ${code}` : `signal ${signal}`));
      server.once('error', (error) => finish(error.message));
    }),
    drained: new Promise((resolve) => { server.once('close', () => resolve()); }),
  };
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk: Buffer) => { child.output = (child.output + chunk.toString('latin1')).slice(-OUTPUT); });
  return child;
}

/** Connects again and again until the server speaks; the pause between attempts is the only wait here without an event. */
async function untilListening(child: Child, host: string, port: number, timeout: number, implicit: boolean): Promise<Buffer | null> {
  const deadline = Date.now() + Math.max(timeout, 10_000);
  for (;;) {
    if (child.ending !== null) {
      await lastWords(child.drained);
      throw new FtpspecError('SPAWN_FAILED', `the server ended before it listened (${child.ending})${child.output === '' ? '' : `; it printed:\n${child.output.trimEnd()}`}`, { hint: 'Run the command by hand; {port} and {root} are replaced by a port and a directory.' });
    }
    try {
      return await greet(host, port, timeout, implicit);
    } catch (error) {
      if (Date.now() > deadline) throw new FtpspecError('SPAWN_FAILED', `the server does not listen on port ${port}: ${(error as Error).message}`, { hint: 'Does the command use {port}, or the environment variable PORT?' });
      await Promise.race([child.ended, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
  }
}

async function within(child: Child, milliseconds: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([child.ended, new Promise((resolve) => { timer = setTimeout(resolve, milliseconds); })]);
  clearTimeout(timer);
  return child.ending;
}

async function end(child: Child): Promise<void> {
  const { pid } = child.process;
  if (pid === undefined) return;
  const signal = (name: NodeJS.Signals): void => {
    try { process.kill(-pid, name); } catch { /* the group is gone */ }
  };
  signal('SIGTERM');
  const timer = setTimeout(() => signal('SIGKILL'), 2000);
  await child.ended;
  clearTimeout(timer);
  signal('SIGKILL');
}

async function greet(host: string, port: number, timeout: number, implicit: boolean): Promise<Buffer | null> {
  const raw = await connectSocket({ host, port, timeout, halfOpen: false });
  const socket = implicit ? secureClient(raw, null).socket : raw;
  const greeting = await new Promise<Buffer | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), timeout);
    const finish = (bytes: Buffer | null): void => { clearTimeout(timer); resolve(bytes); };
    socket.once('data', (bytes: Buffer) => finish(bytes.subarray(0, 1000))).once('close', () => finish(null)).once('error', () => finish(null));
  });
  socket.destroy();
  raw.destroy();
  return greeting;
}
