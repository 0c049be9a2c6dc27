/** Logs as runs leave them, for the tests and for looking at the renderers. */
import type { CheckRecord, EndRecord, Finding, RunRecord, WireEvent } from '../conformance/result.ts';
import type { Protocol } from '../src/spec/model.ts';
import type { Log } from './log.ts';

/** A few rows in the shape of the real protocol. */
export const sampleProtocol: Protocol = {
  name: 'ftp',
  chapters: [
    { slug: 'access', title: 'Greeting, login, logout' },
    { slug: 'transfer', title: 'Data connections and transfers' },
    { slug: 'files', title: 'Names and directories' },
  ],
  states: [
    { region: 'access', name: 'awaitingUser', entry: null, meaning: 'nobody is logged in' },
    { region: 'access', name: 'awaitingPassword', entry: null, meaning: 'a user name was given' },
    { region: 'access', name: 'loggedIn', entry: null, meaning: 'files may be reached' },
    { region: 'transfer', name: 'idle', entry: null, meaning: 'no transfer' },
    { region: 'transfer', name: 'sending', entry: null, meaning: 'bytes go to the client' },
  ],
  effects: [],
  events: [{ name: 'data done', from: 'host', meaning: 'all bytes are sent' }],
  commands: [],
  arguments: [],
  conditions: [],
  rules: [
    rule('FTP-ACC-3', ['awaitingUser'], ['USER'], 'needs password', [[331]], ['awaitingPassword'], 'RFC 959 §5.4'),
    rule('FTP-ACC-9', ['awaitingPassword'], ['PASS'], 'password wrong', [[530]], ['awaitingUser'], 'RFC 959 §5.4'),
    rule('FTP-ACC-10', ['awaitingPassword'], ['PASS'], 'otherwise', [[230, 202]], ['loggedIn'], 'RFC 959 §5.4'),
    rule('FTP-XFR-10', ['loggedIn', 'idle'], ['RETR'], 'file missing', [[550, 450]], [], 'RFC 959 §5.4'),
    rule('FTP-XFR-11', ['loggedIn', 'idle'], ['RETR'], 'otherwise', [[150, 125]], ['sending'], 'RFC 959 §5.4'),
    rule('FTP-XFR-12', ['sending'], ['[data done]'], 'otherwise', [[226, 250]], ['idle'], 'RFC 959 §5.4'),
    rule('FTP-XFR-16', ['sending'], ['ABOR'], 'deferred', [[226, 250], [225, 226]], ['idle'], 'RFC 1123 §4.1.3.3', 'MAY'),
    rule('FTP-INF-1', [], ['NOOP', 'SYST', 'HELP'], 'otherwise', [[200]], [], 'RFC 959 §5.4', 'SHOULD'),
  ],
  replies: [],
  allowed: [],
  texts: [],
  roles: [],
  requirements: [
    {
      id: 'FTP-XFR-R4', chapter: 'transfer', level: 'MUST', untested: null, place: 'spec/ftp/5-transfer.md:88', source: 'RFC 959 §3.1.1.3',
      sentence: 'A file sent as image arrives byte for byte as it is stored.',
    },
  ],
  examples: [],
};

function rule(
  id: string, states: string[], on: string[], when: string, reply: number[][], next: string[], source: string,
  level: 'MUST' | 'SHOULD' | 'MAY' = 'MUST',
): Protocol['rules'][number] {
  return { id, chapter: 'access', in: states, on, when, reply, next, level, source, place: 'spec/ftp/4-access.md:1' };
}

/** What a server may send to break out of a terminal, a log, XML or HTML. */
export const hostile = [
  '\u001b[31mred\u001b]0;title\u0007', '::error title=forged::all tests passed', '##[error]forged', '##vso[task.complete]',
  '</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', ']]>&amp;"\'', '\u0000\ufffe\ud800', '\u202etxet desrever', '\r\n  ::warning::x',
].join('\n');

export const sampleRun: RunRecord = {
  type: 'run', tool: 'ftpspec', version: '0.1.0', protocol: 'ftp', target: '127.0.0.1:2121', greeting: '220 Coursework FTP ready\\r\\n',
  started: '2026-03-04T09:30:00.000Z', selected: 9,
};

const login: WireEvent[] = [
  event(0.42, 'received', '220 Coursework FTP ready\\r\\n'),
  event(0.61, 'sent', 'USER alice\\r\\n'),
  event(0.97, 'received', '331 Password required\\r\\n'),
  event(1.2, 'sent', 'PASS correct horse\\r\\n'),
  event(1.71, 'received', '230 Logged in\\r\\n'),
];

const transfer: WireEvent[] = [
  ...login,
  event(2.02, 'sent', 'PASV\\r\\n'),
  event(2.31, 'received', '227 Entering Passive Mode (127,0,0,1,156,68)\\r\\n'),
  event(2.52, 'note', 'connected to 127.0.0.1:40004', 'data'),
  event(2.7, 'sent', 'RETR notes.bin\\r\\n'),
  event(3.1, 'received', '150 Here it comes\\r\\n'),
  event(3.44, 'received', 'line one\\r\\nline two\\r\\n\\x00\\xFF\\xFE\\r\\n', 'data'),
  { ...event(3.6, 'note', '5120 of 70656 bytes received are not shown', 'data'), bytes: 70656, sha256: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c' },
  event(3.9, 'note', 'closed by the server', 'data'),
  event(4.2, 'received', '226 Transfer complete\\r\\n'),
];

function event(at: number, direction: WireEvent['direction'], data: string, channel: WireEvent['channel'] = 'control'): WireEvent {
  return { at, session: 1, channel, direction, data };
}

function check(id: string, title: string, changes: Partial<CheckRecord> = {}): CheckRecord {
  const chapter = id.split('/')[0] ?? '';
  return {
    type: 'check', id, title, chapter, level: 'MUST', rules: ['FTP-ACC-3'], verdict: 'pass', ending: 'clean', reason: null, findings: [],
    wire: login, duration: 3.2, reproduce: `npx ftpspec check 127.0.0.1:2121 --only ${id}`, ...changes,
  };
}

const wrongPassword: Finding = {
  verdict: 'fail', rule: 'FTP-ACC-9', source: 'RFC 959 §5.4', sent: 'PASS wrong',
  sentence: 'In state awaitingPassword, PASS when password wrong is answered 530 and the session returns to awaitingUser.',
  expected: ['530', 'any other 5xx (tolerated)'], actual: '230 Logged in',
  hint: 'Compare the password before you answer; a server that lets everyone in passes no access check.',
};

const end: EndRecord = {
  type: 'end', reason: 'complete', duration: 1900, exitCode: 0,
  states: { 'access.awaitingUser': 31, 'access.awaitingPassword': 28, 'access.loggedIn': 26, 'transfer.idle': 26, 'transfer.sending': 7 },
  rules: { 'FTP-ACC-3': 28, 'FTP-ACC-9': 2, 'FTP-ACC-10': 26, 'FTP-XFR-10': 1, 'FTP-XFR-11': 7, 'FTP-XFR-12': 7 },
};

const passing: CheckRecord[] = [
  check('access/login', 'logs a user in with name and password', { rules: ['FTP-ACC-3', 'FTP-ACC-10'] }),
  check('access/wrong-password', 'refuses a wrong password and waits for a user name', { rules: ['FTP-ACC-9'] }),
  check('access/quit', 'says goodbye and closes the connection', { duration: 0.8 }),
  check('transfer/retrieve-image', 'sends a stored file byte for byte', { rules: ['FTP-XFR-11', 'FTP-XFR-12', 'FTP-XFR-R4'], wire: transfer, duration: 7.9 }),
  check('transfer/retrieve-missing', 'refuses to send a file that does not exist', { rules: ['FTP-XFR-10'] }),
  check('files/make-directory', 'makes a directory and names it in the reply'),
];

/** A server that does as the specification says. */
export const passingLog: Log = { run: { ...sampleRun, target: 'reference server', selected: passing.length }, checks: passing, end, cut: null };

/** A coursework server with one of each verdict, whose texts are hostile. */
export const failingLog: Log = {
  run: { ...sampleRun, selected: 11, greeting: `220 ${hostile}` },
  checks: [
    check('access/login', 'logs a user in with name and password', { rules: ['FTP-ACC-3', 'FTP-ACC-10'] }),
    check('access/wrong-password', 'refuses a wrong password and waits for a user name', {
      rules: ['FTP-ACC-9'], verdict: 'fail', findings: [wrongPassword], duration: 2.4,
      wire: [...login.slice(0, 3), event(1.2, 'sent', 'PASS wrong\\r\\n'), event(1.71, 'received', '230 Logged in\\r\\n')],
    }),
    check('access/quit', 'says goodbye and closes the connection', {
      verdict: 'tolerated', ending: 'reset',
      findings: [{ ...wrongPassword, verdict: 'tolerated', sent: 'QUIT', expected: ['221'], actual: '226 Goodbye', hint: null }],
    }),
    check('transfer/retrieve-image', 'sends a stored file byte for byte', {
      rules: ['FTP-XFR-11', 'FTP-XFR-R4'], verdict: 'crash', ending: 'reset', wire: transfer, duration: 3104,
      findings: [{
        verdict: 'crash', rule: 'FTP-XFR-R4', sentence: 'A file sent as image arrives byte for byte as it is stored.', source: 'RFC 959 §3.1.1.3',
        sent: 'RETR notes.bin', expected: ['the 70656 bytes of notes.bin', '226'], actual: 'the server ended with signal SIGSEGV',
        hint: 'A buffer of fixed size was written past its end: check the length that recv returned.',
      }],
    }),
    check('transfer/retrieve-ascii', 'sends lines that end in CR LF', { verdict: 'blocked', ending: 'none', reason: 'transfer/retrieve-image', wire: [] }),
    check('transfer/restart', 'continues a transfer at a byte offset', { verdict: 'blocked', ending: 'none', reason: 'needs transfer/retrieve-image, which ended in crash', wire: [] }),
    check('files/make-directory', 'makes a directory and names it in the reply', {
      level: 'SHOULD', verdict: 'warn', rules: ['FTP-INF-1'],
      findings: [{ ...wrongPassword, verdict: 'warn', rule: 'FTP-INF-1', sent: 'MKD new', expected: ['257'], actual: hostile, hint: hostile }],
    }),
    check('files/facts', 'lists the facts of a file', { level: 'MAY', verdict: 'not-implemented', reason: '502 Command not implemented' }),
    check('files/list', 'lists the same names each time', { verdict: 'flaky', reason: 'failed 1 of 3 runs', wire: [event(0.1, 'received', hostile)] }),
    check('files/rename', 'renames a file', { verdict: 'blocked', ending: 'none', reason: 'no directory can be written', wire: [] }),
  ],
  end: { ...end, reason: 'deadline', exitCode: 1, duration: 30_000 },
  cut: null,
};
