import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ephemeralPort as protocol } from '../../../src/generated/ephemeral-port.ts';
import { type Answer, AnswerReader, type Framing } from '../../../src/dialects/ephemeral-port/answer-reader.ts';
import type { BrokenClient } from './broken-client.ts';
import { EphemeralClient } from './ephemeral-client.ts';
import { scriptClient } from './script-client.ts';
import type { Wire } from './wire.ts';

type Goal = Parameters<EphemeralClient['work']>[0];

/** Mistakes of clients of ephemeral-port and its variant. */
export function ephemeralFaults(framing: Framing): BrokenClient[] {
  const broken = (id: string, caughtBy: readonly string[], Wrong: typeof EphemeralClient): BrokenClient => ({ id, caughtBy, client: scriptClient((desk) => new Wrong(desk, framing).run()) });
  return [
    broken('says the next thing at once', ['waits-in-a-download', 'waits-in-a-listing', 'waits-in-an-upload'], class extends EphemeralClient {
      override async answer(): Promise<Answer> { setTimeout(() => this.say('ls'), 20); return super.answer(); }
      override async names(): Promise<string> { setTimeout(() => this.say('ls'), 20); return super.names(); }
    }),
    broken('says what is no word', ['says-well-formed-commands'], class extends EphemeralClient { override async open(): Promise<Wire> { const wire = await super.open(); wire.write('HELLO\n'); await wire.some(); return wire; } }),
    broken('loses the last byte', ['gets-a-small-file', 'gets-every-byte-value', 'gets-a-large-file', 'fetches-two-files'], class extends EphemeralClient { override async bytesOf(data: Wire): Promise<Buffer> { return (await super.bytesOf(data)).subarray(0, -1); } }),
    broken('takes no bytes for a failure', ['gets-an-empty-file'], class extends EphemeralClient { override async bytesOf(data: Wire): Promise<Buffer> { const bytes = await super.bytesOf(data); if (bytes.length === 0) throw new Error('nothing came'); return bytes; } }),
    broken('sends all but the last byte', ['puts-a-small-file', 'puts-every-byte-value', 'puts-a-large-file'], class extends EphemeralClient { override put(name: string, bytes: Buffer): Promise<void> { return super.put(name, bytes.subarray(0, -1)); } }),
    broken('stores no empty file', ['puts-an-empty-file'], class extends EphemeralClient { override async put(name: string, bytes: Buffer): Promise<void> { if (bytes.length > 0) await super.put(name, bytes); } }),
    broken('takes the first word for the name', ['gets-a-name-with-a-space', 'puts-a-name-with-a-space'], class extends EphemeralClient { override named(name: string): string { return name.split(' ')[0]!; } }),
    broken('shows the first line', ['lists-every-name', 'lists-a-byte-at-a-time'], class extends EphemeralClient { override shown(names: string): string { return names.split('\n')[0]!; } }),
    broken('leaves without quit', ['leaves-in-order'], class extends EphemeralClient { override async quit(): Promise<void> {} }),
    broken('takes one read for one word', ['gets-a-byte-at-a-time', 'puts-a-byte-at-a-time', 'gets-glued-together'], class extends EphemeralClient {
      override async answer(): Promise<Answer> {
        const reader = new AnswerReader(protocol, framing);
        const bytes = await this.control.some();
        for (const byte of bytes.subarray(0, -1)) if (reader.push(byte) !== null) throw new Error(`unexpected: ${String(bytes)}`);
        return reader.push(bytes.at(-1)!) ?? { kind: 'unknown', text: String(bytes) };
      }
    }),
    broken('keeps failures to itself', ['tells-of-a-missing-file', 'tells-of-a-refused-download', 'tells-of-a-refused-upload', 'looks-for-its-own-file-first', 'notices-a-closed-connection', 'notices-a-closed-connection-in-an-upload', 'is-turned-away', 'tells-of-half-a-file', 'gives-up-on-silence', 'tells-of-a-failed-upload'], class extends EphemeralClient {
      override async run(): Promise<void> { this.desk.fail = () => {}; await super.run().catch(() => {}); }
    }),
    broken('writes under the final name', ['keeps-nothing-of-a-missing-file', 'keeps-nothing-of-half-a-file'], class extends EphemeralClient {
      override async get(name: string): Promise<void> { await writeFile(join(this.desk.order.directory, name), ''); await super.get(name); }
    }),
    broken('gives up at the first refusal', ['goes-on-after-a-refusal'], class extends EphemeralClient {
      override async work(goal: Goal): Promise<void> { await super.work(goal).catch((error: Error) => { this.control.socket.destroy(); throw error; }); }
    }),
    broken('takes a port with a zero in front for octal', ['takes-a-port-with-leading-zeros'], class extends EphemeralClient {
      override port(answer: Answer): { port: number } { if (/ 0/.test(answer.text)) throw new Error('a port does not begin with 0'); return super.port(answer); }
    }),
    broken('connects to another port', ['connects-to-the-port-that-was-named'], class extends EphemeralClient { override port(answer: Answer): { port: number } { return { port: super.port(answer).port % 65_535 + 1 }; } }),
    broken('confirms nothing', ['confirms-a-listing', 'confirms-a-download', 'confirms-no-download'], class extends EphemeralClient { override confirm(): void {} }),
    broken('waits for ever', ['gives-up-on-silence'], class extends EphemeralClient { override open(): Promise<Wire> { return this.desk.open(undefined, undefined, Infinity); } }),
  ];
}
