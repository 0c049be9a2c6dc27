import type { BrokenClient } from './broken-client.ts';
import { FtpClient, type Said } from './ftp-client.ts';
import { scriptClient } from './script-client.ts';

const broken = (id: string, caughtBy: readonly string[], Wrong: typeof FtpClient): BrokenClient => ({ id, caughtBy, client: scriptClient((desk) => new Wrong(desk).run()) });

/** Mistakes about what only whole FTP has: login, types, passive mode, replies of many lines. */
export const ftpOwnFaults: readonly BrokenClient[] = [
  broken('takes 120 for the greeting', ['waits-after-120'], class extends FtpClient { override async greeting(): Promise<void> { await this.reply(); } }),
  broken('says PASS first', ['logs-in-in-order'], class extends FtpClient {
    override async login(): Promise<void> { await this.command(`PASS ${this.desk.order.password}`); await super.login(); }
  }),
  broken('says PASS whatever USER brought', ['takes-230-after-user'], class extends FtpClient {
    override async login(): Promise<void> { await this.command(`USER ${this.desk.order.user}`); this.need(await this.command(`PASS ${this.desk.order.password}`), 2); }
  }),
  broken('leaves the type as it is', ['gets-in-image-type', 'puts-in-image-type', 'gets-every-byte-value'], class extends FtpClient { override async type(): Promise<void> {} }),
  broken('takes one line for a reply', ['gets-with-many-lines', 'puts-with-many-lines', 'lists-with-many-lines'], class extends FtpClient {
    override async reply(): Promise<Said> { const text = await this.control.line(); return { code: Number(text.slice(0, 3)), text }; }
  }),
  broken('knows 150 and 226 only', ['gets-with-125-and-250', 'puts-with-125-and-250'], class extends FtpClient {
    override need(said: Said, digit: number): Said {
      if (said.code === 125 || said.code === 250) throw new Error('unexpected reply');
      return super.need(said, digit);
    }
  }),
  broken('looks for the word error', ['does-not-read-texts-of-success'], class extends FtpClient {
    override need(said: Said, digit: number): Said { if (/error|fail/i.test(said.text)) throw new Error(said.text); return super.need(said, digit); }
  }),
  broken('looks for the word complete', ['does-not-read-texts-of-failure'], class extends FtpClient {
    override async get(name: string): Promise<void> {
      const said = await this.command(`SIZE ${name}`);
      if (/complete/i.test(said.text)) return;
      await super.get(name);
    }
  }),
  broken('speaks EPSV only', ['does-without-extensions'], class extends FtpClient {
    override async passive(): Promise<number> { return Number(/\|\|\|(\d+)\|/.exec(this.need(await this.command('EPSV'), 2).text)?.[1]); }
  }),
  broken('wants parentheses', ['reads-227-without-parentheses'], class extends FtpClient {
    override address(text: string): RegExpExecArray | null { return /\((\d+),(\d+),(\d+),(\d+),(\d+),(\d+)\)/.exec(text); }
  }),
  broken('follows a 227 anywhere', ['follows-no-227-elsewhere'], class extends FtpClient {
    override async passive(): Promise<number> {
      const numbers = this.address(this.need(await this.command('PASV'), 2).text)!;
      const port = Number(numbers[5]) * 256 + Number(numbers[6]);
      const host = numbers.slice(1, 5).join('.');
      if (host !== '127.0.0.1') (await this.desk.open(port, host)).socket.destroy();
      return port;
    }
  }),
];
