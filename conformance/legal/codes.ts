import { legal, type Legal } from './legal.ts';

/** Answers one code where the reference server answers another; `on` limits it to some verbs or events. */
function says(id: string, title: string, why: string, from: number, to: number, on: readonly string[] | null = null): Legal {
  const start = new RegExp(`^${from}(?=[ -])`, 'gm');
  return legal({ id: `codes/${id}`, title, why, reply: (text, event) => (on === null || on.includes(event) ? text.replace(start, String(to)) : text) });
}

const PARAMETERS = ['TYPE', 'STRU', 'MODE'];
const FILES = ['RETR', 'STOR', 'APPE', 'RNTO', 'DELE', 'RNFR', 'MKD', 'MLST', 'MLSD'];

/** Other reply codes of the same meaning. */
export const codeServers: readonly Legal[] = [
  says('125-for-150', 'begins each transfer by 125', 'RFC 959 §5.4', 150, 125),
  says('250-for-226', 'ends each transfer by 250', 'RFC 959 §5.4', 226, 250, ['[data done]']),
  says('200-for-202', 'answers ALLO and ACCT by 200', 'RFC 959 §5.4', 202, 200, ['ALLO']),
  says('230-to-acct', 'answers ACCT by 230 though no account is needed', 'RFC 959 §5.4', 202, 230, ['ACCT']),
  says('200-for-250', 'answers CWD, CDUP and DELE by 200', 'RFC 1123 §4.1.2.11', 250, 200, ['CWD', 'CDUP', 'DELE']),
  says('450-for-550', 'answers 450 for a file that is not there', 'RFC 959 §5.4', 550, 450, ['RETR', 'DELE', 'RNFR', 'LIST', 'NLST', 'STAT']),
  says('550-for-450', 'answers 550 for a listing that cannot be had', 'RFC 1123 §4.1.2.11', 450, 550, ['LIST', 'NLST', 'STAT', 'MLSD']),
  says('550-for-553', 'answers 550 for every name that it cannot use', 'RFC 959 §5.4', 553, 550, FILES),
  says('553-for-550', 'answers 553 for every name that it cannot make or change', 'RFC 1123 §4.1.2.11', 550, 553, ['STOR', 'APPE', 'RNTO', 'MKD', 'RMD']),
  says('451-for-553', 'answers 451 where an upload cannot be stored', 'RFC 959 §5.4', 553, 451, ['STOR', 'APPE']),
  says('502-for-500', 'answers 502 to a verb that it does not know', 'RFC 959 §5.4', 500, 502, ['[unknown command]']),
  says('500-for-501', 'answers 500 to every syntax error', 'RFC 959 §4.2.2', 501, 500),
  says('500-for-504', 'answers 500 to parameters that it does not have', 'RFC 959 §5.4', 504, 500, PARAMETERS),
  says('504-for-501', 'answers 504 to parameters that nobody has', 'RFC 959 §5.4', 501, 504, PARAMETERS),
  says('501-for-504', 'answers 501 to parameters that it does not have', 'RFC 959 §5.4', 504, 501),
  says('501-for-522', 'answers 501 to network protocols that it does not have', 'RFC 1123 §4.1.2.11', 522, 501),
  says('521-for-550', 'answers 521 to MKD of what exists', 'RFC 959 Appendix II', 550, 521, ['MKD']),
  says('226-for-225', 'answers 226 to ABOR with nothing to abort', 'RFC 959 §5.4', 225, 226),
  says('225-for-226', 'answers 225 when an aborted data connection is closed', 'RFC 959 §4.1.3', 226, 225, ['[data closed]']),
  says('451-for-426', 'answers 451 when a data connection breaks', 'RFC 959 §5.4', 426, 451),
  says('211-for-214', 'answers HELP by 211', 'RFC 959 §5.4', 214, 211),
  says('211-for-213', 'answers STAT of a file or a directory by 211', 'RFC 1123 §4.1.2.11', 213, 211, ['STAT']),
  says('211-for-212', 'answers STAT of a directory by 211', 'RFC 959 §5.4', 212, 211, ['STAT']),
  says('200-to-site', 'answers SITE HELP by 200', 'RFC 959 §5.4', 214, 200, ['SITE']),
  says('530-for-503', 'answers 530 to PASS before USER', 'RFC 959 §5.4', 503, 530, ['PASS']),
  says('202-for-503', 'answers 202 to a second PASS and to ACCT', 'RFC 959 §5.4', 503, 202, ['ACCT']),
  says('551-for-554', 'answers 551 to a restart beyond the end', 'RFC 1123 §4.1.2.11', 554, 551),
  says('503-after-epsv-all', 'answers 501 to PASV after EPSV ALL', 'RFC 2428 §4', 503, 501, ['PASV', 'PORT', 'EPRT', 'LPRT', 'LPSV']),
];
