import type { Tell, Wire, WireReader } from './wire.ts';

/** Bytes of an unfinished line, and of a file that is kept. */
const LINE = 64 * 1024;
const KEPT = 16 * 2 ** 20;

/** `inline-marker`: lines, and files between them. */
export const inlineWire: Wire = {
  silent: new Set(), once: false, openListing: false,
  format: (verb, argument) => Buffer.from(`${argument === '' ? verb : `${verb} ${argument}`}\r\n`, 'latin1'),
  body: (content) => Buffer.concat([Buffer.from('FILE_START\r\n'), content, Buffer.from('FILE_END\r\n')]),
  reader: (tell) => new InlineReader(tell),
};

class InlineReader implements WireReader {
  private held: Buffer = Buffer.alloc(0);
  /** Verbs whose replies are to come. */
  private readonly asked: string[] = [];
  /** What the next lines belong to. */
  private mode: 'reply' | 'text' | 'size' | 'start' | 'ready' | 'end' = 'reply';
  private text: string[] = [];
  private size = 0;
  private left = 0;
  private pieces: Buffer[] = [];
  private readonly tell: Tell;

  constructor(tell: Tell) { this.tell = tell; }

  sent(verb: string): void { this.asked.push(verb); }

  push(chunk: Buffer): void {
    let rest = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    for (;;) {
      if (this.left > 0) {
        const part = rest.subarray(0, this.left);
        if (this.size <= KEPT) this.pieces.push(Buffer.from(part));
        this.left -= part.length;
        rest = rest.subarray(part.length);
        if (this.left > 0) break;
      }
      const end = rest.indexOf('\r\n');
      if (end < 0) break;
      this.line(rest.toString('latin1', 0, end));
      rest = rest.subarray(end + 2);
    }
    this.held = Buffer.from(rest.subarray(0, LINE));
  }

  ended(): void { if (this.left > 0) this.tell.file(Buffer.concat(this.pieces), false); }

  private line(line: string): void {
    switch (this.mode) {
      case 'reply': return this.first(line);
      case 'text':
        if (line === '') return this.say();
        this.text.push(line);
        return;
      case 'size': {
        const found = /^Size: (\d+) bytes$/.exec(line);
        if (found === null) return this.tell.malformed(`no size of the file: ${line}`);
        this.size = Number(found[1]);
        this.mode = 'start';
        return;
      }
      case 'start':
        if (line !== 'FILE_START') return this.tell.malformed(`no FILE_START: ${line}`);
        this.left = this.size;
        this.pieces = [];
        this.mode = 'end';
        this.tell.reply(150, this.text.join('\n'));
        return;
      case 'ready':
        this.mode = 'reply';
        if (line !== 'READY_FOR_FILE') return this.tell.malformed(`no READY_FOR_FILE: ${line}`);
        return this.tell.reply(150, line);
      case 'end':
        this.mode = 'reply';
        if (line !== 'FILE_END') return this.tell.malformed(`no FILE_END behind the file: ${line}`);
        this.tell.file(Buffer.concat(this.pieces), this.size <= KEPT);
        return this.tell.reply(250, line);
    }
  }

  private first(line: string): void {
    const code = Number(/^(\d{3}) /.exec(line)?.[1] ?? NaN);
    if (Number.isNaN(code)) return this.tell.malformed(`no reply: ${line.slice(0, 100)}`);
    const verb = code === 220 || code === 226 || code === 451 ? null : (this.asked.shift() ?? null);
    this.text = [line];
    if (code === 150) this.mode = verb === 'PUT' ? 'ready' : 'size';
    else if (code === 200 && (verb === 'STAT' || (verb === 'LIST' && !line.endsWith('No files in directory')))) this.mode = 'text';
    else this.say();
  }

  private say(): void {
    this.mode = 'reply';
    this.tell.reply(Number(this.text[0]!.slice(0, 3)), this.text.join('\n'));
  }
}
