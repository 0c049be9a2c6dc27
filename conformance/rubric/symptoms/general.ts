import type { Symptom } from './symptom.ts';

/** What fits where nothing more exact does. */
export const generalSymptoms: readonly Symptom[] = [
  { id: 'unknown', title: 'does not know {verb}', hint: 'The command belongs to the assignment: is its verb in the dispatch table?', sent: /^[A-Za-z]{3,4}\b/, actual: /(^|was answered |^\S+: |is not implemented: )50[02] /, shownBy: 'unknown-verb' },
  { id: 'feature-promised', title: 'lists in FEAT what it does not do', hint: 'List in FEAT what is there, nothing else, one feature a line after a space.', rules: ['FTP-INF-R2', 'FTP-INF-R3', 'FTP-INF-R4'], shownBy: 'information/feat-promises-size' },
  { id: 'syst', title: 'answers SYST with a system that nobody knows', hint: '215 UNIX Type: L8 is what clients understand.', rules: ['FTP-INF-R1'], shownBy: 'information/syst-chats' },
  { id: 'half-a-reply', title: 'sends replies without an end', hint: 'Every reply ends in CR LF, and one of several lines by "code space text".', actual: /no reply within \d+ ms after/, shownBy: 'half-a-reply' },
  { id: 'no-reply', title: 'does not answer {verb}', hint: 'Does every path through the command handler send a reply, also the error paths? Or does something in it wait, for a data connection perhaps?', actual: /no reply|not finished after/, shownBy: 'failure/loses-the-reply-to-a-missing-argument' },
  { id: 'accepts-too-much', title: 'accepts {verb} where it has to refuse it', hint: 'Test the condition before the reply is chosen.', expected: /^[45]\d\d/, actual: /^[123]\d\d/, wrong: /^/, shownBy: 'transfer/epsv-all-forgotten' },
  { id: 'refuses-too-much', title: 'refuses {verb} where it has to accept it', hint: 'Which test in the handler fails? Its message should tell.', expected: /^[123]\d\d/, actual: /^[45]\d\d/, wrong: /^/, shownBy: 'transfer/appe-needs-a-file' },
];
