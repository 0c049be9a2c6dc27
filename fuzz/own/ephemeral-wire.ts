import { AnswerReader } from '../../src/dialects/ephemeral-port/answer-reader.ts';
import { wordOf } from '../../src/dialects/ephemeral-port/words.ts';
import type { Protocol } from '../../src/spec/model.ts';
import type { Tell, Wire, WireReader } from './wire.ts';

/** `ephemeral-port`: words without ends, and a data connection for each file. */
export function ephemeralWire(protocol: Protocol): Wire {
  return {
    silent: new Set(protocol.texts.filter(({ lines }) => lines[0] === '(nothing)').map(({ code }) => code)), once: false, openListing: true,
    format: (verb, argument) => Buffer.from(wordOf(verb, argument), 'latin1'),
    body: () => null,
    reader: (tell) => new EphemeralReader(protocol, tell),
  };
}

class EphemeralReader implements WireReader {
  private readonly words: AnswerReader;
  private readonly tell: Tell;
  private listing = false;
  private names = '';

  constructor(protocol: Protocol, tell: Tell) {
    this.words = new AnswerReader(protocol, 'bare');
    this.tell = tell;
  }

  sent(verb: string): void { this.listing ||= verb === 'ls'; }

  push(chunk: Buffer): void {
    if (this.listing) {
      // Nothing tells where a listing ends: all that comes from now on is one.
      const first = this.names === '';
      this.names += chunk.toString('latin1');
      if (first) this.tell.reply(212, this.names);
      return;
    }
    for (const byte of chunk) {
      const answer = this.words.push(byte);
      if (answer === null) continue;
      if (answer.kind === 'unknown') return this.tell.malformed(`no word of the protocol: ${answer.text.slice(0, 100)}`);
      this.tell.reply(answer.code, answer.text);
      if (answer.kind === 'port') this.tell.port(answer.port);
    }
  }

  ended(): void { if (this.words.partial !== '') this.tell.malformed(`no word of the protocol: ${this.words.partial.slice(0, 100)}`); }
}
