import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const TSX = import.meta.resolve('tsx');
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
/** Runs its arguments on a terminal of its own, 100 columns wide; what it is sent is typed, what is shown comes out. */
const TERMINAL = `
import os, pty, sys, struct, fcntl, termios, select
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 100, 0, 0))
sources = [fd, 0]
while True:
    for source in select.select(sources, [], [])[0]:
        try: data = os.read(source, 65536)
        except OSError: data = b''
        if source == 0:
            if data: os.write(fd, data)
            else: sources.remove(0)
        elif data: os.write(1, data)
        else: sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 255)
`;

/** The program at a terminal, for tests. */
export interface TerminalFtpspec {
  readonly type: (text: string) => void;
  /** Waits until the screen shows a match after what earlier calls have matched. */
  readonly shows: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<number | null>;
  readonly kill: () => void;
}

/** Starts `ftpspec` from its source at a terminal; needs python3. */
export function terminalFtpspec(directory: string, words: readonly string[]): TerminalFtpspec {
  const child = spawn('python3', ['-c', TERMINAL, process.execPath, '--import', TSX, MAIN, ...words], { cwd: directory, stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NO_COLOR: '1', TERM: 'xterm' } });
  let [screen, seen] = ['', 0];
  child.stdout.on('data', (chunk: Buffer) => { screen += chunk.toString(); });
  child.stdin.on('error', () => {});
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const shows = (pattern: RegExp): Promise<string> => new Promise((resolve, reject) => {
    const look = (): void => {
      const match = pattern.exec(screen.slice(seen));
      if (match === null) return;
      seen += match.index + match[0].length;
      child.stdout.off('data', look);
      resolve(match[0]);
    };
    child.stdout.on('data', look);
    void ended.then(() => reject(new Error(`ended before ${pattern}: ${JSON.stringify(screen.slice(seen))}`)));
    look();
  });
  return { type: (text) => { child.stdin.write(text); }, shows, ended, kill: () => { child.kill('SIGKILL'); } };
}
