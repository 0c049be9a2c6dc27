import type { BrokenClient } from './broken-client.ts';
import { type Head, Refused } from './length-client.ts';
import { ResumeClient } from './resume-client.ts';
import { scriptClient } from './script-client.ts';

const broken = (id: string, caughtBy: readonly string[], Wrong: typeof ResumeClient): BrokenClient => ({ id, caughtBy, client: scriptClient((desk) => new Wrong(desk).run()) });

/** Mistakes that only length-resume notices. */
export const resumeFaults: readonly BrokenClient[] = [
  broken('asks for the byte after the next', ['asks-for-all-at-first'], class extends ResumeClient { override position(): number { return super.position() + 1; } }),
  broken('begins at the first byte each time', ['goes-on-where-it-was-cut'], class extends ResumeClient { override ask(name: Buffer): void { this.drop(); super.ask(name); } }),
  broken('puts the whole file behind what it has', ['goes-on-where-it-was-cut'], class extends ResumeClient {
    override position(): number { return 0; }
    override right(): boolean { return true; }
    override data(size: number): Promise<Buffer> { return super.data(size + this.held.length); }
  }),
  broken('keeps what was wrong', ['begins-anew-after-a-wrong-checksum'], class extends ResumeClient {
    override right(bytes: Buffer, head: Head): boolean {
      const { held } = this;
      const right = super.right(bytes, head);
      this.held = held;
      return right;
    }
  }),
  broken('takes every ERROR for the last word', ['tries-again-after-421'], class extends ResumeClient { override async refusal(word: string): Promise<Error> { return new Refused((await super.refusal(word)).message); } }),
  broken('takes what came of an ERROR for all of it', ['tries-again-after-half-an-error'], class extends ResumeClient { override async refusal(): Promise<Error> { return new Refused((await this.wire.rest()).toString('utf8')); } }),
  broken('keeps an ERROR without a code to itself', ['gives-up-on-an-error-without-a-code'], class extends ResumeClient { override async run(): Promise<void> { this.desk.fail = () => {}; await super.run(); } }),
];
