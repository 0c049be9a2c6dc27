import type { Lint } from '../lint.ts';
import type { Problem } from '../problem.ts';

/** Ids read `FTP-ACC-1` and `FTP-ACC-R1`: one first word for the protocol, three letters for each chapter. */
export const ids: Lint = (protocol) => {
  const problems: Problem[] = [];
  const lettersOf = new Map<string, string>();
  const chapterOf = new Map<string, string>();
  let family: string | undefined;
  const look = ({ id, chapter, place }: { id: string; chapter: string; place: string }, form: RegExp, example: string): void => {
    const [, first, letters] = form.exec(id) ?? [];
    if (first === undefined || letters === undefined) {
      problems.push({ place, problem: `\`${id}\` is no id: one reads \`${example}\`` });
      return;
    }
    family ??= first;
    if (first !== family) problems.push({ place, problem: `${id} begins with ${first}, the ids before it with ${family}` });
    const expected = lettersOf.get(chapter);
    if (expected !== undefined && expected !== letters) {
      problems.push({ place, problem: `${id} stands in chapter \`${chapter}\`, whose letters are ${expected}` });
      return;
    }
    lettersOf.set(chapter, letters);
    const owner = chapterOf.get(letters) ?? chapter;
    chapterOf.set(letters, owner);
    if (owner !== chapter) problems.push({ place, problem: `${id} has the letters of chapter \`${owner}\`` });
  };
  for (const rule of protocol.rules) look(rule, /^([A-Z]+)-([A-Z]{3})-[1-9]\d*$/, 'FTP-ABC-1');
  for (const requirement of protocol.requirements) look(requirement, /^([A-Z]+)-([A-Z]{3})-R[1-9]\d*$/, 'FTP-ABC-R1');
  return problems;
};
