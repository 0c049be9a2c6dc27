import type { Protocol } from '../src/spec/model.ts';
import { ruleText } from '../src/spec/rule-text.ts';
import type { Finding, Verdict } from './result.ts';
import { VERDICTS } from './result.ts';

/** What is known about a finding besides its rule. */
export interface Evidence {
  readonly sent: string;
  readonly expected: readonly string[];
  readonly actual: string;
  readonly hint?: string | null;
}

/** Collects the findings of one check. */
export class Ledger {
  readonly findings: Finding[] = [];
  private readonly protocol: Protocol;

  constructor(protocol: Protocol) { this.protocol = protocol; }

  /** Records a finding; the sentence and source come from the rule. */
  add(verdict: Finding['verdict'], rule: string, evidence: Evidence): void {
    const { sentence, source } = ruleText(this.protocol, rule) ?? { sentence: `unknown rule ${rule}`, source: '' };
    this.findings.push({ verdict, rule, sentence, source, sent: evidence.sent, expected: evidence.expected, actual: evidence.actual, hint: evidence.hint ?? null });
  }

  /** The worst verdict found; `pass` when there is none. */
  get verdict(): Verdict {
    return this.findings.reduce<Verdict>((worst, finding) => (VERDICTS.indexOf(finding.verdict) > VERDICTS.indexOf(worst) ? finding.verdict : worst), 'pass');
  }
}
