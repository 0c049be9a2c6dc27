import type { CampaignResult, Counts } from '../../fuzz/campaign.ts';
import type { Finding } from '../../fuzz/finding.ts';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { Terminal, type Output } from '../../reports/terminal.ts';

/** Milliseconds between lines of progress where no line can be rewritten. */
const QUIET = 10_000;

/** How a campaign goes, on a terminal or in a job's output. */
export class FuzzScreen {
  private readonly terminal: Terminal;
  private readonly limits: { readonly time: number; readonly runs: number };
  private toldAt = 0;

  constructor(output: Output, limits: { readonly time: number; readonly runs: number }) {
    this.terminal = new Terminal(output);
    this.limits = limits;
  }

  begin(text: string): void { this.terminal.lines(terminalSafe(text)); }

  progress(counts: Counts): void {
    const { elapsed } = counts;
    const last = elapsed >= this.limits.time || counts.scenarios >= this.limits.runs;
    if (!this.terminal.live && !last && elapsed - this.toldAt < QUIET) return;
    this.toldAt = elapsed;
    const line = this.line(counts);
    if (this.terminal.live) this.terminal.status(line);
    else if (!last) this.terminal.lines(line);
  }

  found(finding: Finding): void {
    this.terminal.clear();
    this.terminal.lines(`found ${finding.verdict}  ${terminalSafe(finding.id)}  ${terminalSafe(finding.problem.actual).slice(0, 120)}`);
  }

  clear(): void { this.terminal.clear(); }

  end({ counts, findings, watch, reason }: CampaignResult): void {
    if (watch !== null) this.terminal.lines(`server process: ${watch}`);
    if (reason === 'testee-lost') this.terminal.lines('the server is gone and could not be brought back');
    this.terminal.lines(`${this.line(counts)}${counts.repeated > 0 ? `, ${counts.repeated} times one that was known` : ''}`);
    if (findings.length === 0) this.terminal.lines('nothing found');
  }

  private line({ scenarios, sessions, commands, findings, coverage, elapsed }: Counts): string {
    const rate = (count: number): string => `${count} (${Math.round(count / Math.max(elapsed, 1) * 1000)}/s)`;
    return `${Math.round(elapsed / 1000)} s: ${scenarios} scenarios, sessions ${rate(sessions)}, commands ${rate(commands)}, ${coverage.summary()}, findings ${findings}`;
  }
}
