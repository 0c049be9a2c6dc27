/** One line of a document's text, without the furniture of its pages. */
export interface Line { readonly number: number; readonly text: string }

const FOOTER = /\[Page [\divxl]+\]\s*$|^\s*RFC \d+\b.*\bPage \d+\s*$/;
const HEADER = /^(?:RFC ?\d|File Transfer Protocol\s*$)/;
const ENDED = /[.:;!?]["')]*$/;

/**
 * The lines of an RFC, page footers and headers taken out. A paragraph that a page break cuts is whole again: the empty lines
 * around the break go where the line before it ends no sentence.
 */
export function linesOf(text: string): Line[] {
  const raw = text.split(/\r?\n/);
  const lines: Line[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const line = raw[at]!.replaceAll('\f', '').trimEnd();
    if (!FOOTER.test(line)) {
      lines.push({ number: at + 1, text: line });
      continue;
    }
    at = endOfBreak(raw, at);
    while (lines.at(-1)?.text === '') lines.pop();
    const before = lines.at(-1)?.text ?? '';
    // Headings are short; what fills the line and ends no sentence goes on behind the break.
    if (ENDED.test(before) || before.length < 50) lines.push({ number: at + 1, text: '' });
  }
  return lines;
}

/** The index of the last line that belongs to the page break that begins with the footer at `at`. */
function endOfBreak(raw: readonly string[], at: number): number {
  let last = at;
  for (let next = at + 1; next < raw.length; next += 1) {
    const line = raw[next]!.replaceAll('\f', '').trim();
    if (line !== '' && !HEADER.test(raw[next]!.replaceAll('\f', ''))) break;
    last = next;
  }
  return last;
}
