import type { Step } from '../scenario.ts';
import type { Making } from './making.ts';
import { Script } from './script.ts';

const IAC_OPTIONS = ['\xff\xfb\x01', '\xff\xfd\x03', '\xff\xfc\x01', '\xff\xfe\x22'];
const FORMATS = ['%n%n%n%n', '%s%s%s%s', '%x%x', '%d', '%99999999d'];

/** Bytes that are lines in odd ways, or no lines: each way says what it sends. */
export function oddBytes(making: Making): Step[] {
  const { random } = making;
  const script = new Script(making);
  if (random.chance(0.8)) script.enter();
  const count = random.between(1, 3);
  for (let at = 0; at < count; at++) making.deck.deal(BYTE_WAYS)(script, making);
  if (random.chance(0.3)) script.act(random.pick(['end', 'drop']));
  return script.steps;
}

type Way = (script: Script, making: Making) => unknown;

export const BYTE_WAYS: readonly Way[] = [
  // One line over several segments.
  (script, { random }) => script.raw(...cut(`${harmless(script)}\r\n`, random.between(2, 6), random)),
  (script) => script.raw(...`${harmless(script)}\r\n`.split('')),
  // Several lines in a segment, and lines over segment borders.
  (script, { random }) => script.raw(lines(script, random.between(2, 60))),
  (script, { random }) => script.raw(...cut(lines(script, random.between(2, 12)), random.between(2, 9), random)),
  (script, { random }) => script.raw(lines(script, 100 + random.below(100))),
  (script, { random }) => { const whole = `${harmless(script)}\r\n${harmless(script)}\r\n`; const at = whole.indexOf('\n') - random.below(2); return script.raw(whole.slice(0, at), whole.slice(at)); },
  // Telnet.
  (script, { random }) => script.raw(`${random.pick(IAC_OPTIONS)}${harmless(script)}\r\n`),
  (script, { random }) => { const [iac = '', ...rest] = random.pick(IAC_OPTIONS); return script.raw(iac, `${rest.join('')}${harmless(script)}\r\n`); },
  (script, { random }) => { const line = harmless(script); const at = random.below(line.length + 1); return script.raw(`${line.slice(0, at)}${random.pick(IAC_OPTIONS)}${line.slice(at)}\r\n`); },
  (script, { random }) => script.raw(`${random.pick(['\xff\xf4\xff\xf2', '\xff\xfa\x01aaa\xff\xf0', '\xff', '\xff\xff', '\xff\xf6'])}${harmless(script)}\r\n`),
  (script) => (script.commands.has('ABOR') ? script.line('ABOR').raw('\xff\xf4\xff\xf2ABOR\r\n').line('NOOP') : script),
  // Line ends that are none.
  (script) => script.raw(`${harmless(script)}\n${harmless(script)}\n`),
  (script) => script.raw(`${harmless(script)}\r${harmless(script)}\r\n`),
  (script) => script.raw('\r\n\r\n', `${harmless(script)}\r\n`),
  (script) => script.raw(harmless(script)),
  (script, { random }) => script.raw(`${script.verb('size') ?? 'NOOP'} a${random.pick(['\0', '\r\0', '\r\0\n', '\r'])}b\r\n`),
  (script, { random }) => script.raw(`${random.pick([' ', '  ', '\t', '1', '!', '\x80', '{'])}${harmless(script)}\r\n`),
  // Lines that are too long.
  (script, { random }) => script.line(`${harmless(script)} ${'a'.repeat(random.pick([498, 510, 511, 512, 513, 900]))}`),
  (script, { random }) => script.raw(`${script.verb('enter') ?? 'NOOP'} ${random.pick(['a', 'a/', '%s', '\xff\xff', 'NOOP '])[0]!.repeat(random.pick([1100, 4096, 8192, 16_384, 65_536, 200_000]))}\r\n`).line('NOOP'),
  (script, { random }) => script.raw('A'.repeat(random.pick([2000, 70_000]))),
  (script, { random }) => script.line(`${script.anyLine().split(' ')[0]} ${random.pick(FORMATS)}`),
  (script, { random }) => script.line(`${random.pick(['A', 'AB', 'ABCDEFGHIJKLMNOP', 'XXXX', 'SITE EXEC', 'XYZZY'])} ${random.pick(FORMATS)}`),
  // Anything.
  (script, { random }) => script.raw(`${noise(random)}\r\n`),
  (script, { random, values }) => script.raw(`${values.any()}\r\n${noise(random)}`),
];

/** A command that changes nothing. */
function harmless(script: Script): string { return script.harmless(); }

function lines(script: Script, count: number): string {
  let text = '';
  for (let at = 0; at < count; at++) text += `${harmless(script)}\r\n`;
  return text;
}

function cut(text: string, count: number, random: Making['random']): string[] {
  const borders = [...new Set(Array.from({ length: count - 1 }, () => random.between(1, text.length - 1)))].toSorted((a, b) => a - b);
  return [0, ...borders].map((from, at, all) => text.slice(from, all[at + 1] ?? text.length));
}

function noise(random: Making['random']): string {
  let text = '';
  const length = random.between(1, 60);
  for (let at = 0; at < length; at++) text += String.fromCharCode(random.below(256));
  // What could be taken for a placeholder is none.
  return text.replaceAll('{', '(');
}
