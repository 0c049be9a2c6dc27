import type { Argument } from '../spec/model.ts';

type Holds = (argument: string, syntax: RegExp) => boolean;

/**
 * The conditions that a command's own bytes decide. The phrases are those of the conditions table whose kind is
 * `argument`; a test proves that none is missing here.
 */
const CONDITIONS: ReadonlyMap<string, Holds> = new Map(Object.entries<Holds>({
  'argument missing': (argument, syntax) => argument === '' && !syntax.test(''),
  'argument malformed': (argument, syntax) => !syntax.test(argument),
  'holds a CR': (argument) => argument.includes('\r'),
  'selects ascii': (argument) => /^a/i.test(argument),
  'selects ebcdic': (argument) => /^e/i.test(argument),
  'selects records': (argument) => /^r/i.test(argument),
  'selects pages': (argument) => /^p/i.test(argument),
  'selects blocks': (argument) => /^b/i.test(argument),
  'selects compression': (argument) => /^c/i.test(argument),
  'selects deflation': (argument) => /^z/i.test(argument),
  'asks for all': (argument) => argument.toUpperCase() === 'ALL',
  'asks for privacy': (argument) => argument.toUpperCase() === 'P',
  'asks for clear data': (argument) => argument.toUpperCase() === 'C',
  'resets the range': (argument) => /^0*1 0+$/.test(argument),
  'range reversed': (argument) => reversed(argument),
}));

/** Whether two numbers of any length stand in falling order. */
function reversed(argument: string): boolean {
  const [first, last] = /^(\d+) (\d+)$/.exec(argument)?.slice(1).map(BigInt) ?? [];
  return first !== undefined && last !== undefined && first > last;
}

const compiled = new Map<string, RegExp>();

/** Whether the phrase is decided by the argument, and if so whether it holds; null when the host must be asked. */
export function argumentCondition(phrase: string, argument: string, kind: Argument): boolean | null {
  const holds = CONDITIONS.get(phrase);
  if (holds === undefined) return null;
  let syntax = compiled.get(kind.syntax);
  if (syntax === undefined) compiled.set(kind.syntax, (syntax = new RegExp(kind.syntax, 's')));
  return holds(argument, syntax);
}
