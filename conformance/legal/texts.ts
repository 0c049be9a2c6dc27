import { legal, type Legal } from './legal.ts';
import { without } from './verbs.ts';

/** Codes whose reply has a syntax of its own, on one line (RFC 959 §4.2.2, RFC 3659 §3.1, §4.1) or several (RFC 2389 §3.2, RFC 3659 §7.2). */
const EXACT = /^(110|213|211|150 FILE)/;

/** What is answered with a text that says something to programs, whatever its code (RFC 3659 §7.9.1). */
const SPOKEN: ReadonlySet<string> = new Set(['STAT', 'OPTS', 'XCRC', 'XMD5', 'XSHA1', 'XSHA256', 'CSID']);

/** Changes the text of replies of one line. */
function eachLine(change: (code: string, text: string) => string): (text: string, on: string) => string {
  return (text, on) => (SPOKEN.has(on) || EXACT.test(text) ? text : text.replace(/^(\d{3}) ([^\r\n]*)\r\n/gm, (whole, code: string, words: string, at: number) => (text.includes(`${code}-`) && at > 0 ? whole : change(code, words))));
}

/** Makes several lines of each reply of one line. The path of 257 stays first, the address of 227 and 229 too. */
function severalLines(lines: (code: string) => readonly string[]): (text: string, on: string) => string {
  return eachLine((code, text) => `${code}-${text}\r\n${lines(code).map((line) => `${line}\r\n`).join('')}${code} That is all.\r\n`);
}

/** Free texts: only their codes, lines and a few forms are the protocol's. */
const PARSED = /^(227|228|229|257|220|215|522)/;
const emptied = (make: (code: string) => string): (text: string, on: string) => string => eachLine((code, text) => (PARSED.test(code) ? `${code} ${text}\r\n` : make(code)));

/** What stands in replies beside their codes (RFC 959 §4.2). */
export const textServers: readonly Legal[] = [
  legal({ id: 'texts/several-lines', title: 'answers in several lines, each with its code', why: 'RFC 959 §4.2', reply: severalLines((code) => [`${code}-more of it`, `${code}-and more`]) }),
  legal({ id: 'texts/bare-inner-lines', title: 'answers in several lines, the inner ones without a code', why: 'RFC 959 §4.2', reply: severalLines(() => ['more of it', '', '\tand more']) }),
  legal({ id: 'texts/numbers-in-inner-lines', title: 'begins inner lines of its replies with numbers', why: 'RFC 959 §4.2', reply: severalLines((code) => ['  226 of them', '12 more', '2000 years', ` ${code} is the code`]) }),
  legal({ id: 'texts/codes-in-help', title: 'repeats the code in each line of HELP and STAT', why: 'RFC 959 §4.2', reply: (text, on) => (on === 'HELP' || on === 'STAT' ? text.replace(/^(?!\d{3}[- ])(?=.)/gm, `${text.slice(0, 3)}-`) : text) }),
  legal({ id: 'texts/long-greeting', title: 'greets with a banner of forty lines', why: 'RFC 959 §4.2', reply: (text, on) => (on === '[connected]' ? `220-${'-'.repeat(60)}\r\n${'220-welcome to this server, all is logged\r\n'.repeat(40)}${text}` : text) }),
  legal({ id: 'texts/empty', title: 'sends codes and a space without text', why: 'RFC 959 §4.2', reply: emptied((code) => `${code} \r\n`) }),
  legal({ id: 'texts/none', title: 'sends bare codes without the space', why: 'RFC 959 §4.2: a warning at most', reply: emptied((code) => `${code}\r\n`) }),
  legal({ id: 'texts/long', title: 'sends texts of 2000 characters', why: 'RFC 959 §4.2 sets no limit', reply: eachLine((code, text) => `${code} ${text} ${'x'.repeat(2000)}\r\n`) }),
  legal({ id: 'texts/utf-8', title: 'sends its texts in UTF-8', why: 'RFC 2640 §2.2', reply: eachLine((code, text) => `${code} ${text} ${Buffer.from('Gruß, 你好 — ответ').toString('latin1')}\r\n`) }),
  legal({ id: 'texts/latin-1', title: 'sends its texts in Latin-1', why: 'RFC 959 §4.2 leaves texts to the server; RFC 2640 §4.1 does not where there is LANG', protocol: without(['LANG']), reply: eachLine((code, text) => `${code} ${text} Befehl ausgef\xfchrt\r\n`) }),
  legal({ id: 'texts/227-without-parentheses', title: 'names the passive port without parentheses', why: 'RFC 1123 §4.1.2.6', reply: (text) => text.replace(/^(227 .*)\((.*)\)/, '$1$2') }),
  legal({ id: 'texts/227-behind-an-equals-sign', title: 'names the passive port behind an equals sign', why: 'RFC 1123 §4.1.2.6', reply: (text) => text.replace(/^227 .*\((.*)\).*/, '227 =$1') }),
  legal({ id: 'texts/227-in-other-words', title: 'names the passive port in words of its own', why: 'RFC 1123 §4.1.2.6', reply: (text) => text.replace(/^227 .*\((.*)\).*/, '227 ok, passive; connect to <$1>, within 30 s please') }),
  legal({ id: 'texts/229-with-another-delimiter', title: 'writes the port of EPSV between exclamation marks', why: 'RFC 2428 §3', reply: (text) => text.replace(/\(\|\|\|(\d+)\|\)/, '(!!!$1!)') }),
  legal({ id: 'texts/257-without-comment', title: 'shows the path of 257 and nothing else', why: 'RFC 959 Appendix II', reply: (text) => text.replace(/^(257 "(?:[^"]|"")*").*/, '$1') }),
  legal({ id: 'texts/257-with-quotes-behind', title: 'quotes a word behind the path of 257', why: 'RFC 959 Appendix II', reply: (text) => text.replace(/^(257 "(?:[^"]|"")*").*/, '$1 is "here", as "they" say') }),
  legal({ id: 'texts/226-tells-the-speed', title: 'tells how fast a transfer was, in two lines', why: 'RFC 959 §4.2', reply: (text, on) => (on === '[data done]' ? '226-File transferred\r\n226 0.001 seconds, 12.5 Mbytes per second\r\n' : text) }),
  legal({ id: 'texts/other-stat', title: 'tells its status in lines that begin at the margin', why: 'RFC 959 §4.1.3', reply: (text, on) => (on === 'STAT' ? text.replace(/^ (?=Connected|Logged|Mode|No )/gm, '') : text) }),
  legal({ id: 'texts/unix', title: 'says that it is a UNIX system and no more', why: 'RFC 959 §4.1.3: the first word', reply: (text, on) => (on === 'SYST' ? '215 UNIX\r\n' : text) }),
  legal({ id: 'texts/windows', title: 'says that it is a Windows system', why: 'RFC 959 §4.1.3', reply: (text, on) => (on === 'SYST' ? '215 Windows_NT\r\n' : text) }),
];
