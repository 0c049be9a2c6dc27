const IAC = 0xff;
const DONT = 0xfe;
const DO = 0xfd;
const WONT = 0xfc;
const WILL = 0xfb;
const SB = 0xfa;
const SE = 0xf0;
const DM = 0xf2;
const NOTHING = Buffer.alloc(0);

const SIGNALS = new Map<number, TelnetSignal>([
  [DM, 'DM'], [0xf3, 'BRK'], [0xf4, 'IP'], [0xf5, 'AO'], [0xf6, 'AYT'],
]);

/** A Telnet command that means something to a server-PI (RFC 854 p. 14); ABOR comes after IP and DM. */
export type TelnetSignal = 'IP' | 'DM' | 'AO' | 'AYT' | 'BRK';

export interface Filtered {
  /** What is left for the command lines, or for the reply reader. May share memory with the chunk. */
  readonly data: Buffer;
  /** Refusals to send back, whole: DONT for each WILL, WONT for each DO. */
  readonly replies: Buffer;
  readonly signals: TelnetSignal[];
}

/**
 * Takes the Telnet commands out of a control connection (RFC 854, RFC 1123 §4.1.2.12).
 *
 * IAC IAC is the byte 0xFF. Every option offered or asked for is refused; WONT and DONT need no answer, and answering
 * them could loop. Subnegotiation is skipped and not stored. State is one word, however the stream is cut.
 *
 * Two tolerances for what is left when the urgent byte of a Synch is lost on the way (sockets that do not read urgent
 * data in line lose it):
 * - IAC IP, IAC, [DM lost]: an IAC before a byte below 240 is dropped and the byte is kept.
 * - IAC IP, [IAC lost], DM: BSD clients mark that IAC urgent; a DM right after IP counts even without IAC.
 */
export class TelnetFilter {
  #state: 'data' | 'interrupted' | 'iac' | 'will' | 'do' | 'refusal' | 'sub' | 'sub iac' = 'data';
  /** WONT and DONT that have come whole. */
  refusals = 0;

  push(chunk: Buffer): Filtered {
    if (this.#state === 'data' && chunk.indexOf(IAC) === -1) {
      return { data: chunk, replies: NOTHING, signals: [] };
    }
    const data = Buffer.alloc(chunk.length);
    let length = 0;
    const replies: number[] = [];
    const signals: TelnetSignal[] = [];
    for (const byte of chunk) {
      switch (this.#state) {
        case 'interrupted':
        case 'data':
          if (byte === IAC) {
            this.#state = 'iac';
          } else if (byte === DM && this.#state === 'interrupted') {
            signals.push('DM');
            this.#state = 'data';
          } else {
            data[length++] = byte;
            this.#state = 'data';
          }
          break;
        case 'iac':
          if (byte === IAC || byte < SE) data[length++] = byte;
          this.#command(byte, signals);
          break;
        case 'will':
          replies.push(IAC, DONT, byte);
          this.#state = 'data';
          break;
        case 'do':
          replies.push(IAC, WONT, byte);
          this.#state = 'data';
          break;
        case 'refusal':
          this.refusals += 1;
          this.#state = 'data';
          break;
        case 'sub':
          if (byte === IAC) this.#state = 'sub iac';
          break;
        case 'sub iac':
          this.#state = byte === SE ? 'data' : 'sub';
          break;
      }
    }
    return { data: data.subarray(0, length), replies: Buffer.from(replies), signals };
  }

  /** Enters the state that follows IAC and `byte`. */
  #command(byte: number, signals: TelnetSignal[]): void {
    const signal = SIGNALS.get(byte);
    if (signal !== undefined) signals.push(signal);
    if (signal === 'IP') this.#state = 'interrupted';
    else if (byte === WILL) this.#state = 'will';
    else if (byte === DO) this.#state = 'do';
    else if (byte === WONT || byte === DONT) this.#state = 'refusal';
    else if (byte === SB) this.#state = 'sub';
    else this.#state = 'data';
  }
}
