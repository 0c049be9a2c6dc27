import type { Lint } from '../lint.ts';
import type { Problem } from '../problem.ts';

/** The example of an argument matches its syntax and the wrong one does not; placeholders are filled in later and pass. */
export const argumentExamples: Lint = (protocol, margin) => {
  const problems: Problem[] = [];
  for (const argument of protocol.arguments) {
    const syntax = new RegExp(argument.syntax);
    const matches = (value: string | null): boolean | null => (value === null || value.includes('{') ? null : syntax.test(value));
    const place = margin.place(argument);
    if (matches(argument.example) === false) problems.push({ place, problem: `the example of \`${argument.name}\` does not match its syntax` });
    if (matches(argument.wrong) === true) problems.push({ place, problem: `the wrong example of \`${argument.name}\` matches its syntax` });
  }
  return problems;
};
