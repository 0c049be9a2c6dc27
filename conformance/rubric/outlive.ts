import { spawn } from 'node:child_process';

/**
 * Waits for one line. When standard input ends without one, whoever started this is dead: ends the group `$1`, and what has left
 * it but still has the home directory `$2` in its environment, until there is nothing more.
 */
const SCRIPT = `read -r line && exit 0
kill -KILL -- "-$1" 2>/dev/null
for round in 1 2 3 4 5 6 7 8; do
  found=
  for place in /proc/[0-9]*; do
    if tr '\\0' '\\n' < "$place/environ" 2>/dev/null | grep -qxF "HOME=$2"; then kill -KILL "\${place#/proc/}" 2>/dev/null; found=yes; fi
  done 2>/dev/null
  [ -n "$found" ] || exit 0
done`;

/**
 * Has a process group ended should this process die without ending it, as by SIGKILL: a small shell of its own waits for
 * that. Returns what calls it off.
 */
export function outlive(group: number, home: string): () => void {
  const shell = spawn('sh', ['-c', SCRIPT, 'sh', String(group), home], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: { PATH: process.env['PATH'] } });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return () => { shell.stdin.end('done\n'); };
}
