import * as fc from 'fast-check';
import type { Protocol } from '../../src/spec/model.ts';
import type { Deck } from './deck.ts';
import type { Random } from '../random.ts';

/** Values drawn at a time from an arbitrary: drawing one by one costs far more. */
const BATCH = 64;

const NUMBERS = ['0', '1', '-1', '00', '007', '+1', ' 1', '1 ', '1.5', '1e3', '0x10', '127', '128', '255', '256', '65535', '65536', '2147483647', '2147483648', '4294967295', '4294967296', '9007199254740993', '9223372036854775807', '9223372036854775808', '18446744073709551615', '18446744073709551616', '9'.repeat(40)];
const PATHS = ['.', '..', '/', '//', '/.', '/..', './{n1}', '{n1}/.', '{n1}/..', '{n1}/../{n2}', '/{n1}', '//{n1}', '{n1}/', '{n1}//{n2}', '../{n1}', '{escape-file}', '{escape-file}', '{escape-directory}', '{escape-new}', '{escape-new}', '{escape-hollow}', '{escape-absolute}', '{escape-climb}', '....//{n1}', '..\\{n1}', '%2e%2e/{n1}', '{link-file}', '{link-directory}', '{link-directory}/{n1}'];
const NAMES = ['{n1} x', '{n1} ', '{n1}  x  y', '{n1}"q"', "{n1}'q", '{n1}*', '{n1}?', '{n1}[a]', '{n1}{{a,b}}', '{n1}#x', '{n1};x', '{n1}%41', '{n1}%n%s', '{n1}\\x', '{n1}$HOME', '{n1}`x`', '{n1}|x', '{n1}&x', '{n1}\tx', '~{n1}', '-{n1}', '{n1}é'.normalize('NFC'), '{n1}\xc3\xa9', 'e\xcc\x81{n1}', '{n1}\xff\xff', '{n1}\xe9', '{n1}\xc0\xaf', '{n1}\x7f', '{n1}\x1b[31m'];
const PATTERNS = ['*', '?', '[a-z]*', '{a,b}*', '*/*', '{{*},{..', '*{', '[', '[]', '[!', '{', '}', '{n1}*', '-la', '-R', '-la {n1}'];

/** Arguments of every kind: what the argument table allows, nearly allows, and what has hurt servers. */
export class Values {
  private readonly pools = new Map<string, { values: readonly string[]; at: number; batch: number }>();
  private readonly seed: number;
  private readonly protocol: Protocol;

  constructor(protocol: Protocol, seed: number) {
    this.protocol = protocol;
    this.seed = seed;
  }

  /** A text that the syntax of an argument kind allows, with no CR, LF or NUL in it. */
  wellFormed(kind: string): string {
    const argument = this.protocol.arguments.find(({ name }) => name === kind);
    const syntax = (argument?.syntax ?? '^.*$').replaceAll('\\0\\r\\n', '\\0-\\x1f\\x7f{}');
    // A syntax that refers back to what it has matched, or looks ahead, cannot be drawn from; its examples can.
    if (/\\\d|\(\?[=!<]/.test(syntax)) return argument?.example ?? argument?.wrong ?? '';
    return this.draw(`+${kind}`, () => fc.stringMatching(new RegExp(syntax), { size: 'small' })).replace(/[^\x20-\x7e]/g, 'x');
  }

  /** A text that may be anything. */
  any(): string { return this.draw('any', () => fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 40 })).replace(/[\r\n{}]/g, '.'); }

  /** A text that looks like an argument of some kind. */
  near(kind: string, random: Random): string {
    const way = random.below(12);
    if (way < 2) return random.pick(NUMBERS);
    if (way < 4) return random.pick(PATHS);
    if (way < 6) return random.pick(NAMES);
    if (way < 7) return random.pick(PATTERNS);
    if (way < 9) return this.wellFormed(kind);
    if (way < 10) return this.wellFormed(random.pick(this.protocol.arguments).name);
    if (way < 11) return this.any();
    return spoil(this.wellFormed(kind), random);
  }

  /** A name that has something special about it. */
  name(deck: Deck): string { return deck.deal(NAMES); }
  path(random: Random): string { return random.pick(PATHS); }
  number(random: Random): string { return random.pick(NUMBERS); }

  private draw(key: string, arbitrary: () => fc.Arbitrary<string>): string {
    let pool = this.pools.get(key);
    if (pool === undefined || pool.at >= pool.values.length) {
      const batch = (pool?.batch ?? 0) + 1;
      // The batches come round: an endless campaign needs no endless supply of single values.
      pool = { values: fc.sample(arbitrary(), { numRuns: BATCH, seed: (this.seed + (batch % 16)) | 0 }), at: 0, batch };
      this.pools.set(key, pool);
    }
    return pool.values[pool.at++]!;
  }
}

/** One character changed, doubled or left out. */
function spoil(text: string, random: Random): string {
  if (text === '') return 'x';
  const at = random.below(text.length);
  const way = random.below(3);
  const instead = way === 0 ? '' : way === 1 ? text[at]! + text[at]! : String.fromCharCode(random.between(33, 126));
  return (text.slice(0, at) + instead + text.slice(at + 1)).replace(/[{}]/g, '.');
}
