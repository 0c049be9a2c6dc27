import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokenClient } from './broken-client.ts';
import { InlineClient } from './inline-client.ts';
import { scriptClient } from './script-client.ts';
import type { Wire } from './wire.ts';

const broken = (id: string, caughtBy: readonly string[], Wrong: typeof InlineClient): BrokenClient => ({ id, caughtBy, client: scriptClient((desk) => new Wrong(desk).run()) });

/** Mistakes of clients of inline-marker and inline-length. */
export const inlineFaults: readonly BrokenClient[] = [
  broken('speaks before the greeting', ['waits-for-the-greeting'], class extends InlineClient { override async greeting(): Promise<void> { this.say('SYST'); await this.line(); await this.line(); } }),
  broken('sends two commands at once', ['waits-in-a-download', 'waits-in-a-listing', 'waits-in-an-upload'], class extends InlineClient {
    override async work(goal: Parameters<InlineClient['work']>[0]): Promise<void> { this.control.write('SYST\r\nSYST\r\n'); await this.line(); await this.line(); await super.work(goal); }
  }),
  broken('says what is no command', ['says-well-formed-commands'], class extends InlineClient { override async greeting(): Promise<void> { await super.greeting(); this.say('HELLO'); await this.line(); } }),
  broken('loses the last byte', ['gets-a-small-file', 'gets-every-byte-value', 'gets-a-large-file', 'fetches-two-files'], class extends InlineClient { override async body(size: number): Promise<Buffer> { return (await super.body(size)).subarray(0, -1); } }),
  broken('takes no bytes for a failure', ['gets-an-empty-file'], class extends InlineClient { override body(size: number): Promise<Buffer> { if (size === 0) throw new Error('nothing came'); return super.body(size); } }),
  broken('sends all but the last byte', ['puts-a-small-file', 'puts-every-byte-value', 'puts-a-large-file'], class extends InlineClient { override send(bytes: Buffer): void { super.send(bytes.subarray(0, -1)); } }),
  broken('stores no empty file', ['puts-an-empty-file'], class extends InlineClient { override async put(name: string, bytes: Buffer): Promise<void> { if (bytes.length > 0) await super.put(name, bytes); } }),
  broken('takes the first word for the name', ['gets-a-name-with-a-space', 'puts-a-name-with-a-space'], class extends InlineClient { override named(name: string): string { return name.split(' ')[0]!; } }),
  broken('shows the first line', ['lists-every-name'], class extends InlineClient { override async list(): Promise<void> { this.say('LIST'); this.desk.print((await this.entries()).split('\n')[0]!); } }),
  broken('leaves without QUIT', ['leaves-in-order'], class extends InlineClient { override async quit(): Promise<void> {} }),
  broken('takes one read for one line', ['gets-a-byte-at-a-time', 'lists-a-byte-at-a-time', 'puts-a-byte-at-a-time', 'gets-glued-together'], class extends InlineClient {
    override async line(): Promise<string> { return (await this.control.some()).toString('latin1'); }
  }),
  broken('keeps failures to itself', ['tells-of-a-missing-file', 'tells-of-a-refused-download', 'tells-of-a-refused-upload', 'looks-for-its-own-file-first', 'notices-a-closed-connection', 'notices-a-closed-connection-in-an-upload', 'is-turned-away', 'tells-of-half-a-file', 'gives-up-on-silence', 'tells-of-a-failed-upload', 'does-not-read-texts-of-failure'], class extends InlineClient {
    override async run(): Promise<void> { this.desk.fail = () => {}; await super.run().catch(() => {}); }
  }),
  broken('believes what sounds like success', ['does-not-read-texts-of-failure'], class extends InlineClient {
    override async get(name: string): Promise<void> { this.say(`GET ${name}`); if (!/ok/i.test(await this.line())) throw new Error('refused'); }
  }),
  broken('writes under the final name', ['keeps-nothing-of-a-missing-file', 'keeps-nothing-of-half-a-file'], class extends InlineClient {
    override async get(name: string): Promise<void> { await writeFile(join(this.desk.order.directory, name), ''); await super.get(name); }
  }),
  broken('gives up at the first refusal', ['goes-on-after-a-refusal'], class extends InlineClient {
    override async work(goal: Parameters<InlineClient['work']>[0]): Promise<void> { await super.work(goal).catch((error: Error) => { this.control.socket.destroy(); throw error; }); }
  }),
  broken('looks for the marker', ['counts-past-a-marker'], class extends InlineClient {
    override async body(): Promise<Buffer> {
      let text = '';
      while (!text.endsWith('FILE_END\r\n')) text += await this.line();
      return Buffer.from(text.slice(0, -10), 'latin1');
    }
  }),
  broken('sends the file with the command', ['sends-no-file-before-it-may', 'sends-no-file-that-is-refused', 'waits-in-an-upload'], class extends InlineClient {
    override async put(name: string, bytes: Buffer): Promise<void> { this.say(`PUT ${name}`); this.send(bytes); this.need(await this.line()); await this.line(); this.need(await this.line()); }
  }),
  broken('waits for ever', ['gives-up-on-silence'], class extends InlineClient { override open(): Promise<Wire> { return this.desk.open(undefined, undefined, Infinity); } }),
];

/** Mistakes that only inline-length notices. */
export const inlineLengthFaults: readonly BrokenClient[] = [
  broken('stops at a marker', ['puts-a-file-with-a-marker'], class extends InlineClient {
    override send(bytes: Buffer): void { const end = bytes.indexOf('FILE_END\r\n'); super.send(end < 0 ? bytes : bytes.subarray(0, end)); }
  }),
];
