import type { Lint } from './lint.ts';
import { allowedCodes } from './lints/allowed-codes.ts';
import { argumentExamples } from './lints/arguments.ts';
import { codes } from './lints/codes.ts';
import { declaredNames } from './lints/declared-names.ts';
import { duplicates } from './lints/duplicates.ts';
import { endings } from './lints/endings.ts';
import { ids } from './lints/ids.ts';
import { reached } from './lints/reached.ts';
import { roles } from './lints/roles.ts';
import { ruleNames } from './lints/rule-names.ts';
import { shadowed } from './lints/shadowed.ts';
import { shown } from './lints/shown.ts';
import { sources } from './lints/sources.ts';
import { steps } from './lints/steps.ts';
import { texts } from './lints/texts.ts';
import { total } from './lints/total.ts';
import { unused } from './lints/unused.ts';
import type { Problem } from './problem.ts';

/** In the order in which their problems are read. */
export const LINTS: readonly Lint[] = [
  ruleNames, declaredNames, codes, duplicates, ids, total, shadowed, endings, reached, steps, unused, allowedCodes,
  texts, shown, sources, argumentExamples, roles,
];

/** Everything that is wrong with a specification beyond its form. */
export const lintProtocol = (...specification: Parameters<Lint>): Problem[] => LINTS.flatMap((lint) => lint(...specification));
