import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Client, ClientRun, Order, Pulse } from './client.ts';
import { cannotSay, invocationOf, type ClientWords, type Invocation } from './client-words.ts';
import { Moments } from './moments.ts';
import { OutputKeeper } from './output-keeper.ts';

/** Kilobytes of memory and blocks of 512 bytes of one file that a client may have; shells without these limits run without. */
const LIMITS = 'ulimit -d 4194304 2>/dev/null; ulimit -f 2097152 2>/dev/null; ulimit -c 0 2>/dev/null';

/**
 * A client program. It runs in a process group of its own, which is ended as a whole at the deadline and when the program has
 * ended; what it prints is kept within bounds. Lines for its prompts are written one at a time: see {@link Moments}.
 */
export function processClient(words: ClientWords): Client {
  return {
    cannot: (goals) => cannotSay(words, goals),
    perform: (order, pulse) => perform(invocationOf(words, order), order, pulse),
  };
}

async function perform(invocation: Invocation, order: Order, pulse: Pulse): Promise<ClientRun> {
  const child = spawn('sh', ['-c', `${LIMITS}; exec ${invocation.command}`], {
    cwd: order.directory, detached: true, stdio: ['pipe', 'pipe', 'pipe'],
    // A prompt that stands in a buffer is seen by nobody.
    env: { ...process.env, PYTHONUNBUFFERED: '1', NO_COLOR: '1', HOST: order.host, PORT: String(order.port) },
  });
  const output = new OutputKeeper();
  const moments = new Moments(pulse);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output.add(chunk); moments.printed(); });
  child.stdin.on('error', () => {});
  let killed = false;
  const timer = setTimeout(() => { killed = true; endGroup(child); }, order.deadline);
  const closed = once(child, 'close').catch((error: Error) => { output.add(Buffer.from(error.message)); });
  child.once('exit', () => { moments.end(); endGroup(child); });
  child.once('error', () => moments.end());
  void feed(child, invocation, moments);
  await closed;
  clearTimeout(timer);
  moments.end();
  return { output: output.text, code: child.exitCode, killed, oneShot: invocation.oneShot };
}

async function feed(child: ChildProcess, { before, goals, after }: Invocation, moments: Moments): Promise<void> {
  for (const line of before) {
    await moments.prompt();
    child.stdin?.write(`${line}\n`);
  }
  for (const lines of goals) {
    const settled = moments.settled;
    for (const line of lines) {
      await moments.prompt();
      child.stdin?.write(`${line}\n`);
    }
    await moments.goal(settled);
  }
  for (const line of after) {
    await moments.prompt();
    child.stdin?.write(`${line}\n`);
  }
  child.stdin?.end();
}

/** Ends the group of a process, also when the process itself has ended: it may have left children behind. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try { process.kill(-pid, 'SIGKILL'); } catch { /* the group is gone */ }
}
