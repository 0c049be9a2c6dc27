import { startDeadline } from '../src/client/deadline.ts';
import { FtpspecError } from '../src/ftpspec-error.ts';
import type { Check } from './check.ts';
import { checkLevel } from './check-level.ts';
import type { CheckRecord, Verdict } from './result.ts';
import { Stop } from './stop.ts';
import { Tester, type TesterParts } from './tester.ts';
import type { TurnedAway } from './turned-away.ts';

/** A check that is still running after so many time-outs is ended. */
const PATIENCE = 12;

export interface CheckRun {
  readonly record: CheckRecord;
  /** True when the server refused or dropped a connection: it may be gone. */
  readonly gone: boolean;
  readonly turnedAway: TurnedAway | null;
  readonly tester: Tester;
}

/** Runs one check and writes its record. Never throws: a fault of our own becomes `harness-error`. */
export async function runCheck(check: Check, parts: TesterParts, reproduce: (id: string) => string): Promise<CheckRun> {
  const tester = new Tester({ ...parts, purpose: check.id });
  const began = performance.now();
  let outcome: { verdict: Verdict | null; reason: string | null; gone: boolean };
  let cancel = (): void => {};
  const tooLong = new Promise<never>((_, reject) => {
    cancel = startDeadline(PATIENCE * parts.timeout, () => reject(new Stop('blocked', `not finished after ${PATIENCE * parts.timeout} ms`)));
  });
  try {
    await Promise.race([check.run(tester), tooLong]);
    outcome = { verdict: null, reason: null, gone: false };
  } catch (error) {
    outcome = explain(error);
  } finally {
    cancel();
  }
  const ending = await tester.end();
  await tester.cleanUp();
  const verdict = outcome.verdict ?? tester.ledger.verdict;
  return {
    tester,
    gone: outcome.gone,
    turnedAway: tester.turnedAway,
    record: {
      type: 'check', id: check.id, title: check.title, chapter: check.chapter, rules: check.rules, level: checkLevel(parts.table.protocol, check), verdict, ending,
      reason: outcome.reason, findings: tester.ledger.findings, wire: tester.transcript.events(),
      duration: Math.round((performance.now() - began) * 10) / 10, reproduce: reproduce(check.id),
    },
  };
}

function explain(error: unknown): { verdict: Verdict | null; reason: string | null; gone: boolean } {
  if (error instanceof Stop) {
    switch (error.kind) {
      case 'judged': return { verdict: null, reason: null, gone: false };
      case 'gone': return { verdict: null, reason: error.reason, gone: true };
      case 'not-implemented': return { verdict: 'not-implemented', reason: error.reason, gone: false };
      case 'skipped': return { verdict: 'skipped', reason: error.reason, gone: false };
      case 'blocked': return { verdict: 'blocked', reason: error.reason, gone: /closed|reset|refused/.test(error.reason) };
    }
  }
  const text = error instanceof FtpspecError ? `${error.code}: ${error.message}` : error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { verdict: 'harness-error', reason: text, gone: false };
}
