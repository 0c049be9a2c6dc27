import type { Protocol } from '../../spec/model.ts';

/** How words are told apart: by themselves as far as that goes, or by line ends. */
export type Framing = 'bare' | 'lines';

/** A word of the server. */
export type Answer =
  | { readonly kind: 'word'; readonly code: number; readonly text: string }
  | { readonly kind: 'port'; readonly code: number; readonly text: string; readonly port: number }
  /** No word of the protocol; as much of it as came before the silence, or the limit. */
  | { readonly kind: 'unknown'; readonly text: string };

/** Bytes of an answer that is no word; more are another answer. */
const LIMIT = 512;
/** Decimal digits after which a port has ended (EPH-PRO-R12). */
const PORT_DIGITS = 5;

/**
 * Reads the words of a server one byte at a time, so that nothing behind a word is taken from the connection. The
 * words come from the specification's texts. Of an unfinished word it holds half a KiB at most.
 */
export class AnswerReader {
  private held = '';
  private readonly framing: Framing;
  private readonly codes = new Map<string, number>();
  private readonly port: { readonly code: number; readonly start: string };

  constructor(protocol: Protocol, framing: Framing) {
    this.framing = framing;
    const port = protocol.texts.find(({ lines }) => lines[0]!.endsWith('{port}'))!;
    this.port = { code: port.code, start: port.lines[0]!.replace('{port}', '') };
    for (const { code, lines } of protocol.texts) if (!/[({]/.test(lines[0]!)) this.codes.set(lines[0]!, code);
  }

  /** What came of a word that has not ended; one character a byte. */
  get partial(): string { return this.held; }

  /** True when a silence would end the word: nothing else does. */
  get endsBySilence(): boolean {
    return this.held !== '' && this.framing === 'bare' && (this.digits > 0 || !this.mayGrow(this.held));
  }

  /** Takes the next byte; the answer that it ended, if any. */
  push(byte: number): Answer | null {
    const character = String.fromCharCode(byte);
    if (this.framing === 'lines') {
      if (character === '\n') return this.settle();
      this.held += character;
      return this.held.length >= LIMIT ? this.settle() : null;
    }
    this.held += character;
    const whole = this.codes.has(this.held) || this.digits === PORT_DIGITS || this.held.length >= LIMIT;
    return whole ? this.settle() : null;
  }

  /** Ends the word where it is. */
  settle(): Answer {
    const text = this.framing === 'lines' ? this.held.replace(/\r$/, '') : this.held;
    this.held = '';
    const code = this.codes.get(text);
    if (code !== undefined) return { kind: 'word', code, text };
    const digits = text.startsWith(this.port.start) ? text.slice(this.port.start.length) : '';
    const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
    return port > 0 && port < 65_536 ? { kind: 'port', code: this.port.code, text, port } : { kind: 'unknown', text };
  }

  private mayGrow(text: string): boolean {
    return this.port.start.startsWith(text) || [...this.codes.keys()].some((word) => word.startsWith(text));
  }

  /** Digits of a port that have come. */
  private get digits(): number {
    const digits = this.held.startsWith(this.port.start) ? this.held.slice(this.port.start.length) : '';
    return /^\d+$/.test(digits) ? digits.length : 0;
  }
}
