import { textOrNull } from '../cell.ts';
import { column, type TableOf } from '../table.ts';

/** `| argument | syntax | example | wrong | meaning |` */
export const argumentTable: TableOf<'arguments'> = {
  part: 'arguments',
  header: ['argument', 'syntax', 'example', 'wrong', 'meaning'],
  read(row, report) {
    const name = textOrNull(column(row, 0));
    const cell = column(row, 1);
    if (name === null) return report('an argument needs a name'), [];
    if (cell.parts.length !== 1 || cell.parts[0]?.code !== true) return report(`the syntax of ${name} is one regular expression in backticks`), [];
    const syntax = anchored(cell.text);
    const fault = faultOf(syntax);
    if (fault !== null) return report(`the syntax of ${name} is no regular expression: ${fault}`), [];
    return [{ name, syntax, example: textOrNull(column(row, 2)), wrong: textOrNull(column(row, 3)), meaning: column(row, 4).text }];
  },
};

/** The whole argument must match, whether or not the author wrote `^` and `$`. */
function anchored(syntax: string): string {
  return /^\^.*\$$/.test(syntax) && !hasTopLevelAlternatives(syntax) ? syntax : `^(?:${syntax})$`;
}

/** In `^a|b$` the anchors hold for one alternative each. */
function hasTopLevelAlternatives(syntax: string): boolean {
  let depth = 0;
  for (const [token] of syntax.matchAll(/\\.|\[(?:\\.|[^\]])*\]|[()|]/g)) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === '|' && depth === 0) return true;
  }
  return false;
}

/** Why this is no regular expression, or null. */
function faultOf(syntax: string): string | null {
  try {
    return RegExp(syntax) && null;
  } catch (error) {
    return (error as Error).message;
  }
}
