import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';

/** No reply takes so many milliseconds, also that after 10 GiB on a busy machine. */
const PATIENCE = 900_000;

export interface Account { readonly user: string; readonly password: string }
export interface Endpoint { readonly host: string; readonly port: number }

/**
 * The barest control connection: it costs the client as little as can be, and trusts the server. Replies are told by the
 * last line alone.
 */
export class Control {
  private socket: Socket;
  private readonly replies: string[] = [];
  private partial = '';
  private wake: (() => void) | null = null;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true).setTimeout(PATIENCE, () => socket.destroy(new Error(`no reply in ${PATIENCE} ms`)));
    this.hear(socket);
  }

  /** Connects and reads the greeting. */
  static async open({ host, port }: Endpoint): Promise<Control> {
    const socket = connect(port, host);
    const control = new Control(socket);
    await once(socket, 'connect');
    await control.reply('220');
    return control;
  }

  /** Sends a line and waits for a reply that begins with one of `expected`. */
  command(line: string, ...expected: string[]): Promise<string> {
    this.socket.write(`${line}\r\n`);
    return this.reply(...expected);
  }

  /** Sends the same line so many times at once and waits for every reply. */
  async pipelined(line: string, count: number, expected: string): Promise<void> {
    this.socket.write(`${line}\r\n`.repeat(count));
    for (let i = 0; i < count; i += 1) await this.reply(expected);
  }

  /** Puts TLS over the connection (RFC 4217 §4). Whose certificate it is does not matter here. */
  async protect(): Promise<TLSSocket> {
    await this.command('AUTH TLS', '234');
    this.socket.removeAllListeners('data');
    const socket = connectTls({ socket: this.socket, rejectUnauthorized: false });
    this.socket = socket;
    this.hear(socket);
    await once(socket, 'secureConnect');
    return socket;
  }

  /** Some servers let anonymous in without PASS. */
  async logIn({ user, password }: Account): Promise<void> {
    const reply = await this.command(`USER ${user}`, '331', '230');
    if (reply.startsWith('331')) await this.command(`PASS ${password}`, '230');
  }

  /** Asks for a passive port (RFC 959 §4.1.2); its address is taken to be the server's own. */
  async passive(): Promise<number> {
    const numbers = /(\d+),(\d+)\)/.exec(await this.command('PASV', '227'));
    return Number(numbers?.[1]) * 256 + Number(numbers?.[2]);
  }

  async reply(...expected: string[]): Promise<string> {
    while (this.replies.length === 0 && !this.socket.destroyed) await new Promise<void>((resolve) => { this.wake = resolve; });
    const reply = this.replies.shift() ?? 'nothing: the connection is closed';
    if (!expected.some((code) => reply.startsWith(code))) throw new Error(`wanted ${expected.join(' or ')}, got ${reply}`);
    return reply;
  }

  async quit(): Promise<void> {
    await this.command('QUIT', '221');
    this.socket.destroy();
  }

  private hear(socket: Socket): void {
    const decoder = new TextDecoder('latin1');
    socket.on('data', (bytes: Buffer) => this.take(decoder.decode(bytes, { stream: true }))).on('error', () => {}).on('close', () => this.wake?.());
  }

  private take(text: string): void {
    const lines = (this.partial + text).split('\r\n');
    this.partial = lines.pop() ?? '';
    for (const line of lines) if (/^\d{3} /.test(line)) this.replies.push(line);
    if (this.replies.length > 0) this.wake?.();
  }
}
