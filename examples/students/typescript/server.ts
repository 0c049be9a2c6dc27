/** A small FTP server in TypeScript as a student may hand it in: tsx server.ts PORT DIRECTORY. It has mistakes. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

const [, , port = '2121', root = '.'] = process.argv;

class Session {
  private user = '';
  private loggedIn = false;
  private listener: Server | null = null;
  private waiting: Socket[] = [];
  private readonly control: Socket;

  constructor(control: Socket) {
    this.control = control;
    this.reply(220, 'TypeScript server');
    // Mistake: each chunk is taken for one command.
    control.on('data', (chunk) => this.command(chunk.toString().trimEnd()));
    control.on('error', () => {});
    control.on('close', () => this.listener?.close());
  }

  private reply(code: number, text: string): void { this.control.write(`${code} ${text}\r\n`); }

  private command(line: string): void {
    const space = line.indexOf(' ');
    // Mistake: verbs in lower case are not known.
    const verb = space < 0 ? line : line.slice(0, space);
    const argument = space < 0 ? '' : line.slice(space + 1);
    if (verb === 'USER') { this.user = argument; this.loggedIn = false; this.reply(331, 'Password?'); }
    else if (verb === 'PASS') {
      this.loggedIn = this.user === 'student' && argument === 'student';
      this.reply(this.loggedIn ? 230 : 530, this.loggedIn ? 'Welcome' : 'Wrong');
    } else if (verb === 'QUIT') { this.reply(221, 'Goodbye'); this.control.end(); }
    else if (!this.loggedIn) this.reply(530, 'Please log in');
    else if (verb === 'NOOP') this.reply(200, 'OK');
    else if (verb === 'PWD') this.reply(257, '"/" is the directory');
    else if (verb === 'TYPE') this.reply(/^[AI]$/.test(argument) ? 200 : 504, 'Type');
    else if (verb === 'PASV') this.passive();
    else if (verb === 'LIST') this.transfer((data) => data.end(readdirSync(root).map((name) => `${name}\r\n`).join('')));
    else if (verb === 'RETR') this.retrieve(join(root, argument));
    else if (verb === 'STOR') this.store(join(root, argument));
    else this.reply(502, 'Not implemented');
  }

  private passive(): void {
    this.listener?.close();
    const listener = createServer((data) => { data.on('error', () => {}); data.pause(); this.waiting.push(data); listener.emit('ready'); });
    this.listener = listener;
    this.waiting = [];
    listener.listen(0, '127.0.0.1', () => {
      const { port } = listener.address() as AddressInfo;
      this.reply(227, `Entering Passive Mode (127,0,0,1,${port >> 8},${port & 255})`);
    });
  }

  private transfer(perform: (data: Socket) => void): void {
    const { listener } = this;
    if (listener === null) { this.reply(425, 'Use PASV first'); return; }
    this.reply(150, 'Opening data connection');
    const begin = (): void => {
      const data = this.waiting.shift()!;
      this.listener = null;
      listener.close();
      data.on('close', () => this.reply(226, 'Done'));
      perform(data);
    };
    if (this.waiting.length > 0) begin();
    else listener.once('ready', begin);
  }

  private retrieve(path: string): void {
    if (!existsSync(path) || !statSync(path).isFile()) { this.reply(550, 'No such file'); return; }
    // Mistake: text mode; bytes that are no UTF-8 do not survive.
    this.transfer((data) => data.end(readFileSync(path, 'utf8')));
  }

  private store(path: string): void {
    this.transfer((data) => {
      let text = '';
      data.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; }).on('end', () => { writeFileSync(path, text); data.end(); }).resume();
    });
  }
}

createServer((control) => new Session(control)).listen(Number(port), '127.0.0.1');
