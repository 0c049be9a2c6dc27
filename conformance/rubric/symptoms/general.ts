import type { Symptom } from './symptom.ts';

/** What fits where nothing more exact does. */
export const generalSymptoms: readonly Symptom[] = [
  { id: 'unknown', byVerb: true, sent: /^[A-Za-z]{3,4}\b/, actual: /(^|was answered |^\S+: |is not implemented: )50[02] /, shownBy: 'unknown-verb' },
  { id: 'feature-promised', rules: ['FTP-INF-R2', 'FTP-INF-R3', 'FTP-INF-R4'], shownBy: 'information/feat-promises-size' },
  { id: 'syst', rules: ['FTP-INF-R1'], shownBy: 'information/syst-chats' },
  { id: 'half-a-reply', actual: /no reply within \d+ ms after/, shownBy: 'half-a-reply' },
  { id: 'no-reply', byVerb: true, actual: /no reply|not finished after/, shownBy: 'failure/loses-the-reply-to-a-missing-argument' },
  { id: 'accepts-too-much', byVerb: true, expected: /^[45]\d\d/, actual: /^[123]\d\d/, wrong: /^/, shownBy: 'transfer/epsv-all-forgotten' },
  { id: 'refuses-too-much', byVerb: true, expected: /^[123]\d\d/, actual: /^[45]\d\d/, wrong: /^/, shownBy: 'transfer/appe-needs-a-file' },
];
