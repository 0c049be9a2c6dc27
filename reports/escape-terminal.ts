/**
 * Characters that act on a terminal instead of being shown: C0 and C1 controls (ESC and CSI among them), DEL, line and
 * paragraph separators, the marks that reverse or hide text, halves of surrogate pairs and noncharacters.
 */
// oxlint-disable-next-line no-control-regex
const ACTING = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu;

/**
 * Text that any terminal shows as it stands: one line, no control bytes, no ANSI sequences. What would act is written
 * `\xNN` (or `\u{N}` above 0xFF), so that the evidence stays readable instead of vanishing.
 */
export function terminalSafe(text: string): string {
  return text.replace(ACTING, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}
