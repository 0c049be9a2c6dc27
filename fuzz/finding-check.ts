import { basename } from 'node:path';
import type { Suite } from '../conformance/catalog.ts';
import { check, type Check } from '../conformance/check.ts';
import { Stop } from '../conformance/stop.ts';
import type { Tester } from '../conformance/tester.ts';
import { FtpspecError } from '../src/ftpspec-error.ts';
import { ruleText } from '../src/spec/rule-text.ts';
import { attached } from './attached.ts';
import type { FindingFile } from './finding-file.ts';
import { verdictOf } from './finding.ts';
import { ruleOf } from './oracle/demands.ts';
import { readLine } from './play/interpret.ts';
import { prepare } from './prepare.ts';
import { replay } from './replay.ts';
import { linesOf } from './scenario.ts';

/** The chapter of such checks. */
export const FOUND = 'found';

/**
 * A finding as a check for good: it fails for as long as the problem shows. Of a finding without one, any problem counts.
 * @param path of its file, whose name becomes that of the check
 * @throws FtpspecError `BAD_FINDING` when it is of another protocol, or its rule is none of this one's
 */
export function findingCheck(suite: Suite, path: string, finding: FindingFile): Check {
  const { table } = suite;
  const { protocol } = table;
  const { problem, scenario, title } = finding;
  if (scenario.protocol !== protocol.name) throw new FtpspecError('BAD_FINDING', `${path}: a finding of ${scenario.protocol}, and what is tested is ${protocol.name}`, { hint: `Give --protocol ${scenario.protocol}, or leave the file out.` });
  const rules = problem === null ? [ruleOf(protocol.name, 'one reply')] : [problem.rule, ...problem.rules];
  const unknown = rules.find((rule) => ruleText(protocol, rule) === null);
  if (unknown !== undefined) throw new FtpspecError('BAD_FINDING', `${path}: ${protocol.name} has no rule ${unknown}`, { hint: 'Was it found by another version? Then search again.' });
  const verbs = [...new Set(linesOf(scenario).map((line) => table.canonical(readLine(line).verb)))].filter((verb) => table.commands.has(verb));
  const name = basename(path, '.json').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  // What a scenario does is anything: other checks are not run beside it.
  return check(`${FOUND}/${name}`, problem === null ? title : `does as ${problem.rule} has it where once it did not: ${title}`, rules, (tester) => playAgain(suite, tester, finding), { verbs, exclusive: true });
}

async function playAgain(suite: Suite, tester: Tester, finding: FindingFile): Promise<void> {
  const { subject, remove } = await prepare(suite, attached(tester.testee), tester.timeout).catch((error: unknown) => {
    throw error instanceof FtpspecError ? new Stop('blocked', error.message) : error;
  });
  const [played] = await replay(subject, finding).finally(remove);
  const { outcome, shows } = played!;
  tester.transcript.include(outcome.wire());
  const { problem } = outcome;
  if (problem === null) return;
  if (!shows) throw new Stop('blocked', `something else goes wrong before: ${problem.rule}, ${problem.actual}`);
  tester.ledger.add(verdictOf(suite.table.protocol, problem), problem.rule, { sent: problem.sent, expected: problem.expected, actual: problem.actual });
  throw outcome.gone ? new Stop('gone', problem.actual) : new Stop('judged', problem.actual);
}
