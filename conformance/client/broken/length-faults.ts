import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokenClient } from './broken-client.ts';
import { type Head, LengthClient } from './length-client.ts';
import { keep, scriptClient } from './script-client.ts';
import type { Wire } from './wire.ts';

const broken = (id: string, caughtBy: readonly string[], Wrong: typeof LengthClient): BrokenClient => ({ id, caughtBy, client: scriptClient((desk) => new Wrong(desk).run()) });

/** Mistakes of clients of length-prefixed and its variant, made by one that is otherwise right. */
export function lengthFaults(Right: typeof LengthClient): BrokenClient[] {
  return [
    broken('asks twice on a connection', ['waits-in-a-download', 'asks-once-a-connection'], class extends Right { override ask(name: Buffer): void { super.ask(name); super.ask(name); setTimeout(() => { super.ask(name); }, 30); } }),
    broken('sends a length beyond all names', ['says-well-formed-commands'], class extends Right {
      override async get(name: string): Promise<void> { const wire = await this.desk.open(); wire.write(Buffer.from([255, 255, 255, 255])); await wire.rest(); await super.get(name); }
    }),
    broken('loses the last byte', ['gets-a-small-file', 'gets-every-byte-value', 'gets-a-large-file'], class extends Right { override keep(name: string, bytes: Buffer): Promise<void> { return keep(this.desk, name, bytes.subarray(0, -1)); } }),
    broken('takes no bytes for a failure', ['gets-an-empty-file'], class extends Right { override async data(size: number): Promise<Buffer> { if (size === 0) throw new Error('nothing came'); return super.data(size); } }),
    broken('takes the first word for the name', ['gets-a-name-with-a-space'], class extends Right { override encoded(name: string): Buffer { return Buffer.from(name.split(' ')[0]!); } }),
    broken('takes one read for what it asked', ['gets-a-byte-at-a-time', 'gets-glued-together'], class extends Right { override take(): Promise<Buffer> { return this.wire.some(); } }),
    broken('keeps failures to itself', ['tells-of-a-missing-file', 'tells-of-a-refused-download', 'is-turned-away', 'gives-up-on-what-is-no-answer', 'gives-up-on-an-impossible-name'], class extends Right {
      override async run(): Promise<void> { this.desk.fail = () => {}; await super.run(); }
    }),
    broken('tries once, and tells nobody', ['notices-a-closed-connection', 'tells-of-half-a-file', 'gives-up-on-silence'], class extends Right {
      override tries(): number { return 1; }
      override async run(): Promise<void> { this.desk.fail = () => {}; await super.run(); }
    }),
    broken('tries once', ['tries-again-after-a-wrong-checksum', 'tries-again-after-an-early-end'], class extends Right { override tries(): number { return 1; } }),
    broken('tries again whatever happened', ['does-not-try-again-after-error'], class extends Right { override again(): boolean { return true; } }),
    broken('writes under the final name', ['keeps-nothing-of-a-missing-file'], class extends Right {
      override async get(name: string): Promise<void> { await writeFile(join(this.desk.order.directory, name), ''); await super.get(name); }
    }),
    broken('keeps what came', ['keeps-nothing-of-half-a-file', 'keeps-nothing-short-of-the-size', 'believes-no-wrong-checksum'], class extends Right {
      override async get(name: string): Promise<void> {
        this.wire = await this.open();
        this.ask(this.encoded(name));
        const head = await this.head();
        await this.keep(name, await this.wire.rest(), head);
      }
    }),
    broken('compares no checksum', ['keeps-nothing-beyond-the-size', 'believes-no-wrong-checksum'], class extends Right { override right(): boolean { return true; } }),
    broken('writes where the server says', ['writes-where-its-user-says'], class extends Right { override keep(_: string, bytes: Buffer, { name }: Head): Promise<void> { return keep(this.desk, name, bytes); } }),
    broken('compares the checksum letter by letter', ['takes-a-checksum-in-upper-case'], class extends Right { override right(bytes: Buffer, head: Head): boolean { return super.right(bytes, /[A-F]/.test(head.checksum) ? { ...head, checksum: 'another' } : head); } }),
    broken('waits for ever', ['gives-up-on-silence'], class extends Right { override open(): Promise<Wire> { return this.desk.open(undefined, undefined, Infinity); } }),
  ];
}
