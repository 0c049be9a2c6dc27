import { spawn, type StdioOptions } from 'node:child_process';
import type { Socket } from 'node:net';
import { startDeadline } from './deadline.ts';

/** Descriptor 3 is the socket, the argument holds the bytes in hexadecimal; 1 is MSG_OOB. Fastest to start comes first. */
const SENDERS = [
  ['perl', '-e', 'open(my $s, "+<&=", 3) or exit 1; my $b = pack("H*", $ARGV[0]); exit((send($s, $b, 1) // -1) == length($b) ? 0 : 1)'],
  ['python3', '-c', 'import socket, sys; b = bytes.fromhex(sys.argv[1]); sys.exit(socket.socket(fileno=3).send(b, 1) != len(b))'],
] as const;

/**
 * Sends bytes with the urgent pointer after the last one (MSG_OOB), which Node itself cannot do: a short-lived perl or
 * python3 does it on the same socket. True when it was sent, false where that is not possible. Never throws.
 */
export async function sendUrgent(socket: Socket, bytes: Uint8Array, deadline: number): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const hex = Buffer.from(bytes).toString('hex');
  for (const [program, option, script] of SENDERS) {
    const result = await run(program, [option, script, hex], socket, deadline);
    if (result !== 'missing') return result === 'sent';
  }
  return false;
}

function run(program: string, args: string[], socket: Socket, deadline: number): Promise<'sent' | 'failed' | 'missing'> {
  return new Promise((resolve) => {
    const stdio: StdioOptions = ['ignore', 'ignore', 'ignore', socket];
    const paused = socket.isPaused();
    let child: ReturnType<typeof spawn>;
    try {
      child = spawn(program, args, { stdio });
    } catch {
      // The socket has no descriptor any more.
      resolve('failed');
      return;
    }
    // Node stops reading a socket that it hands to a child, for good: what the server answers would never be seen.
    if (!paused) socket.resume();
    const cancel = startDeadline(deadline, () => child.kill('SIGKILL'));
    child.once('error', (error: NodeJS.ErrnoException) => {
      cancel();
      resolve(error.code === 'ENOENT' ? 'missing' : 'failed');
    });
    child.once('exit', (code) => {
      cancel();
      resolve(code === 0 ? 'sent' : 'failed');
    });
  });
}
