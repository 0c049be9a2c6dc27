import type { Verdict } from '../conformance/result.ts';

const CODES = {
  plain: '', bold: '1', dim: '2', red: '31', green: '32', yellow: '33', blue: '34', magenta: '35', cyan: '36',
} as const;
export type Colour = keyof typeof CODES;

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

export function painter(coloured: boolean): Paint {
  return (colour, text) => (coloured && colour !== 'plain' && text !== '' ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text);
}

export const VERDICT_COLOUR: Readonly<Record<Verdict, Colour>> = {
  pass: 'green', tolerated: 'cyan', skipped: 'dim', 'not-implemented': 'dim', warn: 'yellow', blocked: 'blue', flaky: 'magenta',
  fail: 'red', crash: 'red', 'harness-error': 'magenta',
};
