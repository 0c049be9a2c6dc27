const HALF = 32 * 1024;

/** Keeps the head and the tail of what a program prints, 64 KiB together. */
export class OutputKeeper {
  private head = Buffer.alloc(0);
  private tail = Buffer.alloc(0);
  private left = 0;

  add(chunk: Buffer): void {
    const room = HALF - this.head.length;
    if (room > 0) this.head = Buffer.concat([this.head, chunk.subarray(0, room)]);
    const rest = Buffer.concat([this.tail, chunk.subarray(Math.max(0, room))]);
    this.left += Math.max(0, rest.length - HALF);
    this.tail = Buffer.from(rest.subarray(Math.max(0, rest.length - HALF)));
  }

  get text(): string {
    return `${this.head.toString('utf8')}${this.left === 0 ? '' : `\n[${this.left} bytes are not shown]\n`}${this.tail.toString('utf8')}`;
  }
}
