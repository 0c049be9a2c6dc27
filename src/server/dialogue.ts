import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { parseExtendedPassive, scanPassiveReply } from '../wire/host-port.ts';
import { ReplyReader, type Reply } from '../wire/reply.ts';
import { TelnetFilter } from '../wire/telnet.ts';

/** Milliseconds that a test waits for what has to come. */
const DEADLINE = 10_000;

/** A control connection for tests of the server: bytes out, replies in, nothing clever in between. */
export class Dialogue {
  readonly socket: Socket;
  /** Every reply so far, asked for or not. */
  readonly replies: Reply[] = [];
  /** Whether the server has ended its side. */
  ended = false;
  private readonly host: string;
  private readonly telnet = new TelnetFilter();
  private readonly reader = new ReplyReader({ maxBytes: 16 * 2 ** 20, maxLines: 100_000 });
  private taken = 0;
  private wake: (() => void) | null = null;

  private constructor(socket: Socket, host: string) {
    this.socket = socket;
    this.host = host;
    const stir = (): void => this.wake?.();
    socket.on('data', (chunk) => { this.replies.push(...this.reader.push(this.telnet.push(chunk).data)); stir(); });
    socket.on('end', () => { this.ended = true; stir(); });
    socket.on('close', () => { this.ended = true; stir(); });
    socket.on('error', () => {});
  }

  /** Connects; `localAddress` is where from. */
  static async connect({ port, host }: { readonly port: number; readonly host: string }, localAddress?: string): Promise<Dialogue> {
    const socket = createConnection({ port, host, allowHalfOpen: true, noDelay: true, ...(localAddress !== undefined && { localAddress }) });
    await once(socket, 'connect');
    return new Dialogue(socket, host);
  }

  send(...lines: string[]): void { this.socket.write(lines.map((line) => `${line}\r\n`).join(''), 'latin1'); }

  /** The next reply in order; rejects at the end of the connection and after ten seconds. */
  async reply(): Promise<Reply> {
    await this.until(() => this.replies.length > this.taken, 'a reply');
    return this.replies[this.taken++]!;
  }

  async codes(count: number): Promise<number[]> {
    const codes: number[] = [];
    while (codes.length < count) codes.push((await this.reply()).code);
    return codes;
  }

  /** Sends a line and returns the code and text of its reply. */
  async ask(line: string): Promise<string> {
    this.send(line);
    const { code, lines } = await this.reply();
    return `${code} ${lines.join('\n')}`;
  }

  async login(user = 'tester', password = 'secret'): Promise<void> {
    const codes = [(await this.reply()).code, await this.ask(`USER ${user}`), await this.ask(`PASS ${password}`)].map((reply) => Number(String(reply).slice(0, 3)));
    if (codes.join() !== '220,331,230') throw new Error(`no login: ${codes.join()}`);
  }

  /** Opens a passive data connection, by EPSV. */
  async passive(): Promise<Socket> {
    const reply = await this.ask('EPSV');
    const port = parseExtendedPassive(reply) ?? scanPassiveReply(reply)?.port;
    if (port === undefined) throw new Error(`no port in: ${reply}`);
    const socket = createConnection({ port, host: this.host, allowHalfOpen: true });
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  }

  /** Resolves when the server has ended its side. */
  async end(): Promise<void> { await this.until(() => this.ended, 'the end of the connection', false); }

  destroy(): void { this.socket.destroy(); }

  private async until(holds: () => boolean, what: string, open = true): Promise<void> {
    const started = performance.now();
    while (!holds()) {
      if (open && this.ended) throw new Error(`the connection ended before ${what}`);
      const rest = DEADLINE - (performance.now() - started);
      if (rest <= 0) throw new Error(`waited in vain for ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, rest);
        this.wake = () => { clearTimeout(timer); resolve(); };
      });
      this.wake = null;
    }
  }
}
