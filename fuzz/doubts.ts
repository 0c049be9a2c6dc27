import type { Finding } from './finding.ts';

/** Scenarios that may try to show a problem again before it is told of as one that comes and goes. */
const TRIES = 3;

/**
 * Findings that did not show again when their scenario was played alone. Another scenario may show the same problem each time, where what was
 * done beside the first had brought it about: until some have failed to, such a finding is kept back.
 */
export class Doubts {
  private readonly held = new Map<string, { readonly finding: Finding; tries: number }>();

  /**
   * What can be told of now: a finding that shows each time, or the first one where several did not; null for nothing yet.
   * @param key of the problem that was looked into
   */
  weigh(key: string, finding: Finding): Finding | null {
    const held = this.held.get(key) ?? { finding, tries: 0 };
    held.tries += 1;
    this.held.set(key, held);
    if (finding.verdict === 'flaky' && held.tries < TRIES) return null;
    this.held.delete(key);
    return finding.verdict === 'flaky' ? held.finding : finding;
  }

  /** What was kept back to the end. */
  rest(): Finding[] { return [...this.held.values()].map(({ finding }) => finding); }
}
