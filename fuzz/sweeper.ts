import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connectSocket } from '../src/client/connect.ts';
import { ReplyReader } from '../src/wire/reply.ts';
import type { Subject } from './subject.ts';

/** Takes away what scenarios have left on the server: on the disk where that is in reach, else in a session of its own, unjudged. */
export class Sweeper {
  private readonly subject: Subject;
  private waiting: string[] = [];

  constructor(subject: Subject) { this.subject = subject; }

  /** Notes paths that may be there, deepest first. True when it is time to sweep. */
  note(paths: readonly string[]): boolean {
    this.waiting.push(...paths);
    return this.waiting.length >= 100;
  }

  async sweep(): Promise<void> {
    const paths = this.waiting;
    this.waiting = [];
    if (paths.length === 0) return;
    const { root } = this.subject.started.testee;
    if (root !== null && this.subject.disk) await Promise.all(paths.map((path) => rm(Buffer.from(join(root, path), 'latin1') as unknown as string, { recursive: true, force: true }).catch(() => {})));
    else if (this.subject.table.commands.has('DELE')) await this.byCommand(paths).catch(() => {});
  }

  private async byCommand(paths: readonly string[]): Promise<void> {
    const { started: { testee }, timeout } = this.subject;
    const socket = await connectSocket({ host: testee.host, port: testee.port, timeout, halfOpen: false });
    const reader = new ReplyReader();
    const lines = [`USER ${testee.user}`, `PASS ${testee.password}`, ...paths.map((path) => `DELE ${path}`), 'QUIT'];
    let last = '';
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeout + 100 * paths.length);
      // One at a time: servers differ in what they take ahead.
      socket.on('data', (chunk: Buffer) => {
        for (const reply of reader.push(chunk)) {
          if (reply.code < 200) continue;
          // What is no file is a directory, or not there.
          const line = reply.code >= 400 && last.startsWith('DELE ') ? last.replace('DELE', 'RMD') : lines.shift();
          if (line === undefined) continue;
          last = line;
          socket.write(Buffer.from(`${line}\r\n`, 'latin1'));
        }
      }).once('close', () => { clearTimeout(timer); resolve(); });
    });
    socket.destroy();
  }
}
