import type { Lint } from '../lint.ts';

/** Characters of an argument's syntax. */
const LONGEST = 200;

/** The syntax of an argument is tried on what any client sends, so it must not take for ever: no repetition of what repeats itself. */
export const patience: Lint = (protocol, margin) => protocol.arguments.flatMap((argument) => {
  const place = margin.place(argument);
  if (argument.syntax.length > LONGEST) return [{ place, problem: `the syntax of ${argument.name} is longer than ${LONGEST} characters` }];
  if (/\\[1-9k]|\(\?<?[=!]/.test(argument.syntax)) return [{ place, problem: `the syntax of ${argument.name} looks back or ahead: use groups, classes and repetitions only` }];
  return repeatsRepetition(argument.syntax) ? [{ place, problem: `the syntax of ${argument.name} repeats a group that repeats something itself, which may take for ever: repeat characters or classes only` }] : [];
});

/** Whether a group that holds `*`, `+`, `{…}` or `|` is itself repeated. */
function repeatsRepetition(syntax: string): boolean {
  const open: boolean[] = [];
  let closed = false;
  for (const [token] of syntax.matchAll(/\\.|\[(?:\\.|[^\]])*\]|\{\d+(?:,\d*)?\}|[\s\S]/g)) {
    const repeats = token === '*' || token === '+' || /^\{\d{2,}|^\{\d+,/.test(token);
    if (repeats && closed) return true;
    closed = false;
    if (token === '(') open.push(false);
    else if (token === ')') {
      closed = open.pop() ?? false;
      if (closed && open.length > 0) open[open.length - 1] = true;
    } else if ((repeats || token === '|') && open.length > 0) open[open.length - 1] = true;
  }
  return false;
}
