import type { Symptom } from './symptom.ts';

const ENDINGS = ['transfer/image-*', 'transfer/local-bytes-*', 'client/transfers-a-*', 'transfer/large-file-*'];

/** Mistakes in data connections and in what goes over them. */
export const transferSymptoms: readonly Symptom[] = [
  { id: 'not-listening', rules: ['FTP-XFR-R7'], checks: ['transfer/pasv-listens-*', 'transfer/epsv-listens-*'], actual: /ECONNREFUSED/, shownBy: 'transfer/does-not-listen' },
  { id: 'port-bytes-swapped', rules: ['FTP-XFR-R7'], sent: /^PASV/, checks: ['transfer/pasv-*load', 'transfer/pasv-listing'], actual: /ECONNREFUSED/, shownBy: 'transfer/227-swaps-the-port' },
  { id: 'stale-passive-port', rules: ['FTP-XFR-R7'], actual: /ECONNREFUSED/, shownBy: 'transfer/second-passive-is-closed' },
  { id: 'bad-227', rules: ['FTP-XFR-R8', 'FTP-XFR-R9'], wrong: /(?<=\()|(?<=^\d{3} )/, shownBy: 'transfer/227-of-five-numbers' },
  { id: 'active-not-connected', rules: ['FTP-XFR-R11'], actual: /no connection within/, shownBy: 'transfer/port-swaps-bytes' },
  { id: 'port-unchecked', rules: ['FTP-XFR-12'], actual: /^200/, shownBy: 'transfer/addresses-unchecked' },
  { id: 'bounce', rules: ['FTP-XFR-R12'], shownBy: 'transfer/bounce' },
  { id: 'stolen-connection', rules: ['FTP-XFR-R13'], shownBy: 'transfer/anyone-may-connect' },
  { id: 'no-150', rules: ['FTP-XFR-57', 'FTP-XFR-58', 'FTP-XFR-59', 'FTP-XFR-R21'], actual: /^2(26|50)/, expected: /^1(50|25)/, wrong: /^/, shownBy: 'transfer/no-150' },
  { id: 'waits-for-ever', checks: ['transfer/default-data-port*', 'transfer/abor-ends-the-wait-*', 'transfer/unused-*'], actual: /no reply within/, shownBy: 'transfer/waits-for-ever' },
  { id: 'no-226', rules: ['FTP-FAI-R1'], expected: /^2(26|50)/, actual: /no reply within/, sent: /^(RETR|STOR|LIST|NLST|APPE|STOU|MLSD)/, shownBy: 'transfer/no-226' },
  { id: 'double-226', rules: ['FTP-XFR-R21'], actual: /^226/, expected: /no more replies/, shownBy: 'transfer/double-226' },
  { id: 'early-226', checks: ['transfer/download-reply-*', 'transfer/upload-reply-*', 'transfer/*-waits-for-the-end', 'transfer/upload-closes-*', 'transfer/upload-is-*'], shownBy: 'transfer/226-while-sending' },
  { id: 'data-left-open', actual: /data connection ended by silence|^it (is|was) still open/, shownBy: 'transfer/abor-leaves-the-data-open' },
  { id: 'failure-is-success', rules: ['FTP-XFR-R29', 'FTP-XFR-R30', 'FTP-XFR-R31'], actual: /^226/, wrong: /^/, shownBy: 'transfer/every-end-is-good' },
  { id: 'decoded-as-text', actual: /\\xEF\\xBF\\xBD/, wrong: /(?:\\xEF\\xBF\\xBD)/, shownBy: null },
  { id: 'text-mode-on-binary', rules: ['FTP-XFR-R3'], checks: ENDINGS, actual: /\\r\\n|\\n|\d+ bytes/, shownBy: 'transfer/always-ascii' },
  { id: 'type-a-ignored', rules: ['FTP-XFR-R4', 'FTP-XFR-R6', 'FTP-XFR-R40'], checks: ['transfer/ascii-*'], shownBy: 'transfer/never-ascii' },
  { id: 'cr-doubled', rules: ['FTP-XFR-R5'], shownBy: 'transfer/doubles-cr' },
  { id: 'one-send', sent: /^RETR/, actual: /the last \d+ are missing/, shownBy: 'transfer/one-send' },
  { id: 'one-recv', sent: /^STOR/, actual: /the last \d+ are missing/, shownBy: 'transfer/one-recv' },
  { id: 'no-truncation', rules: ['FTP-XFR-R24'], actual: /too many at the end/, shownBy: 'transfer/no-truncation' },
  { id: 'empty-file', checks: ['transfer/empty-*', 'client/transfers-an-empty-file', '*-of-0-bytes', '*empty-file'], shownBy: 'transfer/empty-means-failed' },
  { id: 'appe-overwrites', rules: ['FTP-XFR-R25'], shownBy: 'transfer/appe-overwrites' },
  { id: 'rest-ignored', rules: ['FTP-XFR-R17', 'FTP-XFR-R18', 'FTP-XFR-R19', 'FTP-XFR-R20'], shownBy: 'transfer/rest-ignored' },
  { id: 'type-anything', byVerb: true, rules: ['FTP-XFR-1', 'FTP-XFR-2'], sent: /^(TYPE|MODE|STRU)/, actual: /^200/, wrong: /^/, shownBy: 'rules/FTP-XFR-2' },
  { id: 'refused-type-taken', as: 'type-anything-type', actual: /^a refused TYPE: .* was answered 2/, shownBy: null },
  { id: 'deaf-in-transfer', checks: ['information/stat-is-answered-*', 'information/stat-during-*', 'transfer/urgent-abor-*', 'transfer/abor-ends-a*'], shownBy: 'information/stat-waits' },
];
