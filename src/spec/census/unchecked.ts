import type { Protocol } from '../model.ts';
import type { Problem } from '../problem.ts';
import { censusLines } from './blocks.ts';

const HEADER = 'id | no check because';

/**
 * What is wrong between the checks and spec/census/unchecked.md, the list of the rules of level MUST that have none.
 * @param cited ids that the checks cite
 * @param text of that file
 */
export function unchecked(protocol: Protocol, cited: ReadonlySet<string>, path: string, text: string): Problem[] {
  const known = new Map([...protocol.rules, ...protocol.requirements].map((one) => [one.id, one]));
  const excused = new Map<string, string>();
  let problems: Problem[] = [];
  for (const line of censusLines(text)) {
    if (line.kind !== 'row') continue;
    const place = `${path}:${line.line}`;
    const [id = '', reason = ''] = line.cells;
    if (line.head) problems = line.cells.join(' | ') === HEADER ? problems : [...problems, { place, problem: `the header of this table is \`| ${HEADER} |\`` }];
    else {
      excused.set(id, place);
      if (!known.has(id)) problems.push({ place, problem: `nothing is called ${id}` });
      else if (cited.has(id)) problems.push({ place, problem: `${id} has a check now: take it from this list` });
      else if (reason === '') problems.push({ place, problem: `say why ${id} has no check` });
    }
  }
  for (const one of known.values()) {
    if (one.level !== 'MUST' || cited.has(one.id) || excused.has(one.id) || ('untested' in one && one.untested !== null)) continue;
    problems.push({ place: one.place, problem: `${one.id} is a MUST and no check cites it: write one, or say in ${path} why there is none` });
  }
  return problems;
}
