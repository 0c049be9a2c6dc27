import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokenClient } from './broken-client.ts';
import type { FtpClient, Said } from './ftp-client.ts';
import { scriptClient } from './script-client.ts';
import type { Wire } from './wire.ts';

const REFUSALS = ['tells-of-a-missing-file', 'tells-of-a-refused-download', 'tells-of-a-refused-upload', 'looks-for-its-own-file-first', 'tells-of-451-after-the-data', 'tells-of-452-after-an-upload', 'notices-a-closed-connection', 'notices-a-closed-connection-in-an-upload', 'is-turned-away', 'tells-of-half-a-file', 'gives-up-on-silence'];

type Base = typeof FtpClient;

/**
 * The mistakes that clients of FTP and of its profiles can make alike.
 * @param passive whether the client asks for a port before it begins a transfer, so that the replies to it come together
 */
export function ftpFaults(Client: Base, passive: boolean): BrokenClient[] {
  const broken = (id: string, caughtBy: readonly string[], Wrong: Base): BrokenClient => ({ id, caughtBy, client: scriptClient((desk) => new Wrong(desk).run()) });
  const withoutLastByte = (bytes: Buffer): Buffer => bytes.subarray(0, -1);
  return [
    broken('speaks before the greeting', ['waits-for-the-greeting'], class extends Client {
      override async greeting(): Promise<void> { this.say('NOOP'); await this.final(); await this.reply(); }
    }),
    broken('sends two commands at once', ['waits-in-a-download', 'waits-in-a-listing', 'waits-in-an-upload'], class extends Client {
      override async begin(line: string): Promise<Wire> { this.control.write('NOOP\r\nNOOP\r\n'); await this.reply(); await this.reply(); return super.begin(line); }
    }),
    broken('ends lines in LF', ['says-well-formed-commands'], class extends Client { override say(line: string): void { this.control.write(`${line}\n`); } }),
    broken('loses the last byte', ['gets-a-small-file', 'gets-every-byte-value', 'gets-a-large-file', 'fetches-two-files'], class extends Client {
      override bytesOf(data: Wire): Promise<Buffer> { return super.bytesOf(data).then(withoutLastByte); }
    }),
    broken('takes no bytes for a failure', ['gets-an-empty-file'], class extends Client {
      override async bytesOf(data: Wire): Promise<Buffer> { const bytes = await super.bytesOf(data); if (bytes.length === 0) throw new Error('nothing came'); return bytes; }
    }),
    broken('sends all but the last byte', ['puts-a-small-file', 'puts-every-byte-value', 'puts-a-large-file'], class extends Client {
      override send(line: string, bytes: Buffer): Promise<void> { return super.send(line, withoutLastByte(bytes)); }
    }),
    broken('stores no empty file', ['puts-an-empty-file'], class extends Client {
      override async put(name: string, bytes: Buffer): Promise<void> { if (bytes.length > 0) await super.put(name, bytes); }
    }),
    broken('closes after the first bytes', ['reads-to-the-end'], class extends Client { override bytesOf(data: Wire): Promise<Buffer> { return data.some(); } }),
    broken('takes the first word for the name', ['gets-a-name-with-a-space', 'puts-a-name-with-a-space'], class extends Client { override named(name: string): string { return name.split(' ')[0]!; } }),
    broken('shows the first line', ['lists-every-name', 'lists-a-byte-at-a-time', ...(passive ? ['lists-glued-together'] : [])], class extends Client {
      override async list(): Promise<void> { this.desk.print((await this.receive('LIST')).toString('latin1').split('\n')[0]!); }
    }),
    broken('leaves without QUIT', ['leaves-in-order'], class extends Client { override async quit(): Promise<void> {} }),
    broken('takes one read for one reply', ['gets-a-byte-at-a-time', 'puts-a-byte-at-a-time', ...(passive ? ['gets-glued-together'] : [])], class extends Client {
      override async reply(): Promise<Said> {
        const text = (await this.control.some()).toString('latin1');
        return { code: Number(text.slice(0, 3)), text };
      }
    }),
    broken('keeps failures to itself', passive ? [...REFUSALS, 'tells-of-a-wrong-password', 'tells-of-425', 'tells-of-a-refused-data-connection', 'does-not-read-texts-of-failure'] : REFUSALS, class extends Client {
      override async run(): Promise<void> { this.desk.fail = () => {}; await super.run().catch(() => {}); }
    }),
    broken('writes under the final name', ['keeps-nothing-of-a-missing-file', 'keeps-nothing-of-half-a-file'], class extends Client {
      override async get(name: string): Promise<void> { await writeFile(join(this.desk.order.directory, name), ''); await super.get(name); }
    }),
    broken('looks for its file too late', ['looks-for-its-own-file-first'], class extends Client {
      override async work(goal: Parameters<FtpClient['work']>[0]): Promise<void> { if (goal.kind === 'put') await this.command(`STOR ${goal.name}`); await super.work(goal); }
    }),
    broken('gives up at the first refusal', ['goes-on-after-a-refusal'], class extends Client {
      override async work(goal: Parameters<FtpClient['work']>[0]): Promise<void> { await super.work(goal).catch((error: Error) => { this.control.socket.destroy(); throw error; }); }
    }),
    broken('connects to another port', ['opens-the-data-connection-that-was-told'], class extends Client {
      override async run(): Promise<void> {
        const { open } = this.desk;
        this.desk.open = (port, host, patience) => open(port === undefined ? port : port % 65_535 + 1, host, patience);
        await super.run();
      }
    }),
    broken('waits for ever', ['gives-up-on-silence'], class extends Client { override open(): Promise<Wire> { return this.desk.open(undefined, undefined, Infinity); } }),
  ];
}
