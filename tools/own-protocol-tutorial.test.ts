import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../src/cli/run-program.ts';

const top = join(import.meta.dirname, '..');
const examples = join(top, 'examples/own-protocol');
const tutorial = await readFile(join(top, 'spec/your-own-protocol.md'), 'utf8');
const written = [...tutorial.matchAll(/^(`{4})markdown\n([\s\S]*?)\n\1$/gm)].map(([, , part]) => part!).join('\n\n');
const blocks = [...tutorial.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, text]) => text!.trimEnd().split('\n')).map((lines) => ({
  commands: lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2)), output: lines.filter((line) => !line.startsWith('$ ')),
}));
const starting = blocks.find(({ commands }) => commands[0]?.includes(' serve '))!;
const talk = blocks.find(({ commands }) => commands[0]?.startsWith('nc '))!;
const shown = blocks.filter((block) => block !== starting && block !== talk).map((block) => ({ ...block, what: block.commands.at(-1)! }));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftpspec-tutorial-'));
  await writeFile(join(folder, 'notes.md'), `${written}\n`);
  for (const name of ['server.py', 'first-try.py']) await copyFile(join(examples, name), join(folder, name));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command of the tutorial: `ftpspec` in this process, because starting one takes longer than most commands, anything else by a shell. */
async function output(command: string): Promise<string> {
  const [, words] = /^npx ftpspec (.*)$/.exec(command) ?? [];
  if (words === undefined) {
    const child = spawn('sh', ['-c', command], { cwd: folder, stdio: 'ignore' });
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0 ? '' : `${command} ended with ${code}`;
  }
  const before = process.cwd();
  let text = '';
  const writes = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  }));
  process.chdir(folder);
  try {
    await runProgram([...words.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!));
  } finally {
    process.chdir(before);
    for (const write of writes) write.mockRestore();
  }
  return text;
}

/** The server of the tutorial, as its reader starts it from the package. */
function serve(command: string): ChildProcess {
  const program = `'${process.execPath}' --import '${pathToFileURL(join(top, 'node_modules/tsx/dist/esm/index.mjs')).href}' '${join(top, 'src/cli/main.ts')}'`;
  return spawn('sh', ['-c', `exec ${command.replace('npx ftpspec', program)}`], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Times differ from run to run. */
const plain = (line: string): string => line.replace(/\([\d.]+ m?s\)/, '(TIME)').trimEnd();

describe('the tutorial for a protocol of one\'s own', () => {
  it('writes the file of examples/own-protocol, part by part', async () => {
    expect(`${written}\n`).toBe(await readFile(join(examples, 'notes.md'), 'utf8'));
  });

  it.each(shown)('shows what `$what` prints', { timeout: 120_000 }, async ({ commands, output: lines }) => {
    let text = '';
    for (const command of commands) text += await output(command);
    const real = text.split('\n').map(plain);
    let at = 0;
    for (const line of lines.filter((one) => one !== '…').map(plain)) {
      const found = real.findIndex((seen, index) => index >= at && seen === line);
      expect(found, `"${line}" after line ${at} of:\n${real.join('\n')}`).toBeGreaterThanOrEqual(at);
      at = found + 1;
    }
    // Where nothing is left out nothing is left over.
    const left = lines.includes('…') ? 0 : real.filter((line) => line !== '').length - lines.length;
    expect(left).toBe(0);
  });

  it('shows what the server says and hears', { timeout: 120_000 }, async () => {
    const server = serve(starting.commands[0]!.replace('--port 4000', '--port 0'));
    const ended = once(server, 'exit');
    try {
      let port = 0;
      for await (const line of createInterface(server.stdout!)) if ((port = Number(/^listening on 127\.0\.0\.1:(\d+)$/.exec(line)?.[1] ?? 0)) > 0) break;
      const socket = createConnection(port, '127.0.0.1');
      const heard: unknown[] = [];
      const replies = createInterface(socket)[Symbol.asyncIterator]();
      for (const line of talk.output) {
        const reply = /^\d{3} /.test(line);
        if (!reply) socket.write(`${line}\r\n`);
        heard.push(reply ? (await replies.next()).value : line);
      }
      expect(heard).toEqual(talk.output);
      socket.destroy();
    } finally {
      server.kill('SIGTERM');
    }
    expect((await ended)[0]).toBe(0);
  });

  it('links only to what is there', () => {
    const links = [...tutorial.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) => join(top, 'spec', link!));
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});
