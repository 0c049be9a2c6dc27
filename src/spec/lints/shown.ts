import type { Lint } from '../lint.ts';
import type { Problem } from '../problem.ts';

/** Every MUST rule is shown by an example, or its source says why not; and examples show what exists. */
export const shown: Lint = (protocol, margin) => {
  const problems: Problem[] = [];
  const known = new Set([...protocol.rules, ...protocol.requirements].map(({ id }) => id));
  const seen = new Set(protocol.examples.flatMap(({ shows }) => shows));
  for (const example of protocol.examples) {
    for (const id of example.shows) {
      if (!known.has(id)) problems.push({ place: example.place, problem: `example \`${example.id}\` shows an unknown rule ${id}` });
    }
  }
  for (const rule of protocol.rules) {
    const excused = margin.excused(rule);
    if (seen.has(rule.id) && excused) problems.push({ place: rule.place, problem: `${rule.id} is shown by an example and says that it is not` });
    if (!seen.has(rule.id) && !excused && rule.level === 'MUST') {
      problems.push({ place: rule.place, problem: `${rule.id} is shown by no example: add one, or \`[no example: reason]\` to its source` });
    }
  }
  return problems;
};
