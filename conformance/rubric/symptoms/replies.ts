import type { Symptom } from './symptom.ts';

/** Mistakes in how lines are read and replies written. */
export const replySymptoms: readonly Symptom[] = [
  { id: 'lf-for-crlf', rules: ['FTP-GRA-R15'], actual: /bare-lf/, wrong: /(?<!\\r)\\n/, shownBy: 'grammar/lf-between-lines' },
  { id: 'cr-in-text', actual: /bare-cr/, wrong: /\\r(?!\\n)/, shownBy: 'grammar/cr-in-the-text' },
  { id: 'text-without-code', actual: /\(no-code\)/, wrong: /^/, shownBy: 'grammar/help-without-codes' },
  { id: 'code-glued', actual: /\(missing-space\)/, wrong: /(?<=^\d{3})/, shownBy: 'grammar/code-glued-to-the-text' },
  { id: 'odd-code', actual: /\(bad-(first|second)-digit\)/, wrong: /^/, shownBy: 'grammar/code-out-of-range' },
  { id: 'multi-line-open', checks: ['grammar/multi-line-replies-end'], shownBy: 'grammar/multi-line-without-end' },
  { id: 'inner-line-like-code', checks: ['grammar/inner-lines-are-no-codes', 'information/*is-one-reply', 'information/help-is-well-formed'], actual: /\d{3} /, shownBy: 'grammar/inner-lines-look-like-replies' },
  { id: 'second-client-waits', as: 'blocking-accept', actual: /^a second client beside the first: greeting/, shownBy: null },
  { id: 'cr-and-lf-apart', checks: ['failure/cut-between-cr-and-lf'], shownBy: 'failure/cr-ends-a-line-and-lf-another' },
  { id: 'pwd-unknown', as: 'unknown-pwd', sent: /^PWD/, expected: /257 to the PWD that follows/, actual: /^50[0-2] /, shownBy: 'unknown-pwd' },
  { id: 'one-recv-one-line', checks: ['failure/*-byte-by-byte', 'failure/command-cut-once', 'failure/a-command-waits-*', 'failure/two-commands-*', 'failure/segment-with-*', 'failure/pipelined-*', 'grammar/cr-alone-ends-nothing', 'access/nothing-runs-after-quit', 'protocol/commands-in-*', '*/command-cut-*', '*/two-commands-in-*', '*/commands-in-one-segment'], shownBy: 'failure/one-read-is-one-command' },
  { id: 'upper-case-only', checks: ['grammar/lower-case-verbs', 'protocol/lower-case', '*/verbs-in-any-case'], shownBy: 'grammar/upper-case-verbs-only' },
  { id: 'parameter-case', checks: ['grammar/lower-case-parameters'], actual: /^50[14]/, shownBy: 'grammar/upper-case-parameters-only' },
  { id: 'splits-at-spaces', checks: ['grammar/spaces-inside-*', 'files/name-with-spaces-*', 'client/keeps-spaces-*', '*name*with-spaces'], shownBy: 'grammar/splits-at-spaces' },
  { id: 'strips-spaces', checks: ['grammar/space-at-the-end-*', 'files/name-with-a-*ing-space', 'client/protects-a-leading-space'], shownBy: 'grammar/strips-spaces' },
  { id: 'short-buffer', checks: ['grammar/long-path*', 'files/name-of-200-bytes'], shownBy: 'grammar/short-pathnames' },
  { id: 'long-line', checks: ['failure/line-of-*'], shownBy: 'failure/cuts-long-lines' },
  { id: 'telnet', checks: ['grammar/telnet-*', 'transfer/abor-behind-telnet-*'], shownBy: 'grammar/no-telnet' },
  { id: 'not-utf-8', checks: ['grammar/bytes-above-127'], actual: /closed|reset/, shownBy: 'grammar/dies-of-bytes-that-are-no-utf-8' },
  { id: 'empty-line', checks: ['grammar/empty-line', '*/empty-line'], shownBy: 'grammar/empty-line-ends-the-session' },
  { id: 'answers-twice', checks: ['failure/one-reply-*', 'information/site-*', 'transfer/abor-without-*', 'transfer/abor-with-a-*'], actual: /^[2-5]\d\d/, shownBy: 'failure/goes-on-after-an-error' },
  { id: 'unknown-verb-acts', rules: ['FTP-FAI-R8'], shownBy: 'failure/unknown-verb-logs-out' },
  { id: 'format-string', checks: ['failure/format-directives-*'], shownBy: 'failure/formats-what-it-is-sent' },
];
