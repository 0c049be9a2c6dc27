import type { Request } from '../../server/command-line.ts';
import { BARE, CONFIRMATIONS, NAMING, requestOfWord, TOO_LONG } from './words.ts';

/** Cuts what a client sent into requests. `push` is given what one receive brought. */
export interface RequestReader { push(chunk: Buffer): Request[] }

const FIXED: readonly string[] = [...Object.values(CONFIRMATIONS), ...BARE];
const STARTS: readonly string[] = [...FIXED, ...NAMING];

/**
 * Reads words that nothing ends (EPH-PRO-R1 to R4): what can be told apart is, a word that is cut before its first space or
 * its end is waited for, and a name without a line end reaches to the end of the receive. It holds a beginning
 * of a word, a few bytes.
 */
export class WordReader implements RequestReader {
  private held = '';
  private readonly limit: number;

  /** @param limit bytes of a word */
  constructor(limit: number) { this.limit = limit; }

  push(chunk: Buffer): Request[] {
    const requests: Request[] = [];
    let text = this.held + chunk.toString('latin1');
    this.held = '';
    for (text = afterEnds(text); text !== ''; text = afterEnds(text)) {
      const end = text.search(/[\r\n]/);
      const word = end < 0 ? text : text.slice(0, end);
      const fixed = FIXED.find((candidate) => word.startsWith(candidate) && endsHere(candidate, word.slice(candidate.length)));
      if (fixed === undefined && end < 0 && STARTS.some((start) => start.startsWith(word))) {
        this.held = word;
        return requests;
      }
      const taken = fixed ?? word;
      requests.push(taken.length > this.limit ? TOO_LONG : requestOfWord(taken));
      text = text.slice(taken.length);
    }
    return requests;
  }
}

/** A confirmation ends where it ends; `ls` and `quit` unless what follows shows that they were something else. */
function endsHere(fixed: string, rest: string): boolean {
  if (rest === '' || Object.values(CONFIRMATIONS).includes(fixed)) return true;
  return STARTS.some((start) => rest.startsWith(start) || start.startsWith(rest));
}

function afterEnds(text: string): string { return text.replace(/^[\r\n]+/, ''); }
