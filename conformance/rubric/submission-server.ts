import { setTimeout as pause } from 'node:timers/promises';
import { connectSocket } from '../../src/client/connect.ts';
import { FtpspecError } from '../../src/ftpspec-error.ts';
import { claimPort } from '../claimed-port.ts';
import { lastWords } from '../last-words.ts';
import type { Credentials, StartedTestee } from '../start-testee.ts';
import { ZONE } from '../zone.ts';
import { startConfined, type Confinement, type ConfinedProcess } from './confined-process.ts';

export interface SubmissionServerOptions {
  readonly command: string;
  readonly credentials: Credentials;
  /** The directory that it serves. */
  readonly root: string;
  readonly confinement: Confinement;
  /** Whether the server speaks first. */
  readonly greets: boolean;
  /** Milliseconds until it listens, and for a reply. */
  readonly start: number;
  readonly reply: number;
  /** The ports follow from it. */
  readonly seed: string;
}

/**
 * Starts a submission as the server under test.
 * @throws FtpspecError `SPAWN_FAILED` when it ends or never listens, with what it printed
 */
export async function startSubmission(options: SubmissionServerOptions): Promise<StartedTestee> {
  const { root, credentials } = options;
  let claim = await claimPort(options.seed);
  const begin = (): ConfinedProcess => {
    const command = options.command.replaceAll('{port}', String(claim.port)).replaceAll('{root}', `'${root.replaceAll("'", `'\\''`)}'`);
    return startConfined(command, { ...options.confinement, variables: { TZ: ZONE, ...options.confinement.variables, PORT: String(claim.port), ROOT: root } });
  };
  let child = begin();
  const stop = (): Promise<void> => child.stop().then(() => claim.release());
  const restart = async (): Promise<boolean> => {
    await stop();
    claim = await claimPort(options.seed);
    child = begin();
    return untilListening(child, claim.port, options).then(() => true, () => false);
  };
  try {
    const greeting = await untilListening(child, claim.port, options);
    return {
      testee: { host: '127.0.0.1', get port() { return claim.port; }, root, ...credentials }, greeting, restart, stop,
      exited: () => child.exited(),
      ending: () => Promise.race([child.ended, pause(1000, null, { ref: false })]),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Connects again and again until the server takes a connection; the pause between attempts is the only wait without an event. */
async function untilListening(child: ConfinedProcess, port: number, { greets, start, reply }: SubmissionServerOptions): Promise<Buffer | null> {
  const deadline = Date.now() + start;
  for (;;) {
    const exited = child.exited();
    if (exited !== null) {
      await lastWords(child.drained);
      throw new FtpspecError('SPAWN_FAILED', `the server ended before it listened (${exited})${printed(child)}`);
    }
    try {
      const socket = await connectSocket({ host: '127.0.0.1', port, timeout: reply, halfOpen: false });
      const greeting = !greets ? null : await new Promise<Buffer | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), reply);
        const finish = (bytes: Buffer | null): void => { clearTimeout(timer); resolve(bytes); };
        socket.once('data', (bytes: Buffer) => finish(bytes.subarray(0, 1000))).once('close', () => finish(null));
      });
      socket.destroy();
      return greeting;
    } catch (error) {
      if (Date.now() > deadline) throw new FtpspecError('SPAWN_FAILED', `the server does not listen on port ${port}: ${(error as Error).message}${printed(child)}`, { hint: 'Does it use {port}, or the environment variable PORT?' });
      await Promise.race([child.ended, pause(20)]);
    }
  }
}

function printed(child: ConfinedProcess): string {
  const text = child.output().trimEnd();
  return text === '' ? '' : `; it printed:\n${text}`;
}
