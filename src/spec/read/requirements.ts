import type { Requirement } from '../model.ts';
import type { Quote } from '../markdown.ts';
import type { Report } from '../problem.ts';

const FORM = /^(\S+) \(([^)]*)\) (.+) — (.+)$/;
const UNTESTED = /^(.*?) ?\[untested: ([^\]]+)\]$/;

/** True when a block quote means to be a requirement: it opens with something like an id. */
export const opensWithId = (quote: Quote): boolean => /^[A-Z]+-[A-Z]+-R?\d+\b/.test(quote.text);

/**
 * `**FTP-GRA-R1** (MUST) A sentence. [untested: reason] — RFC 959 §4.2`
 * @returns null, and a report, when the quote has another form.
 */
export function readRequirement(quote: Quote, chapter: string, place: string, report: Report): Requirement | null {
  const [, id, level, text, source] = FORM.exec(quote.text) ?? [];
  if (id === undefined || level === undefined || text === undefined || source === undefined) {
    report('a requirement reads `**ID** (LEVEL) Sentence. — Source`');
    return null;
  }
  if (level !== 'MUST' && level !== 'SHOULD' && level !== 'MAY') {
    report(`the level of ${id} is MUST, SHOULD or MAY, not \`${level}\``);
    return null;
  }
  if (/\b[A-Z]+-[A-Z]+-R\d+ \((MUST|SHOULD|MAY)\)/.test(text)) {
    report(`${id} runs into another requirement: put an empty line between them`);
    return null;
  }
  const [, sentence, untested] = UNTESTED.exec(text) ?? [null, text, null];
  return { id, chapter, level, sentence: sentence ?? text, source, untested: untested ?? null, place };
}
