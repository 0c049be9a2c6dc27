import { REFERENCE_TLS } from '../reference-tls.ts';
import type { Protocol } from '../../src/spec/model.ts';
import { legal, type Legal } from './legal.ts';

/** A server that never heard of some verbs: their rows, table entries and FEAT lines are gone. */
export function without(verbs: readonly string[]): (protocol: Protocol) => Protocol {
  return (protocol) => {
    const gone = new Set([...verbs, ...protocol.commands.filter(({ verb, aliasOf }) => (aliasOf !== null && verbs.includes(aliasOf)) || verbs.includes(verb.split(' ')[0]!)).map(({ verb }) => verb)]);
    return {
      ...protocol,
      commands: protocol.commands.filter(({ verb }) => !gone.has(verb)),
      rules: protocol.rules.map((rule) => ({ ...rule, on: rule.on.filter((on) => !gone.has(on)) })).filter(({ on }) => on.length > 0),
    };
  };
}

/** What RFC 1123 §4.1.2.13 does not ask for. */
const OPTIONAL = (protocol: Protocol): string[] => protocol.commands.filter(({ support, aliasOf }) => aliasOf !== null || support !== 'MUST').map(({ verb }) => verb);
/** RFC 959 §5.1. */
const MINIMUM = ['USER', 'PASS', 'QUIT', 'PORT', 'TYPE', 'MODE', 'STRU', 'RETR', 'STOR', 'NOOP'];
const BEYOND_MINIMUM = ['CWD', 'CDUP', 'PASV', 'APPE', 'RNFR', 'RNTO', 'DELE', 'RMD', 'MKD', 'PWD', 'LIST', 'NLST', 'SYST', 'STAT', 'HELP'];

const lacking = (id: string, title: string, why: string, verbs: readonly string[]): Legal => legal({ id: `verbs/${id}`, title, why, protocol: without(verbs) });

/** Verbs that a server may lack or refuse. */
export const verbServers: readonly Legal[] = [
  lacking('no-feat', 'has no FEAT and no OPTS', 'RFC 2389 is optional', ['FEAT', 'OPTS']),
  lacking('no-opts', 'has no OPTS', 'RFC 2389 is optional', ['OPTS']),
  lacking('no-facts', 'has no SIZE, MDTM, MLST and MLSD', 'RFC 3659 is optional', ['SIZE', 'MDTM', 'MLST', 'MLSD']),
  lacking('no-extended-addresses', 'has no EPSV and EPRT', 'RFC 2428 is optional', ['EPSV', 'EPRT']),
  lacking('no-restart', 'has no REST', 'RFC 1123 §4.1.2.13', ['REST']),
  lacking('no-abor', 'has no ABOR', 'RFC 1123 §4.1.2.13', ['ABOR']),
  lacking('no-long-addresses', 'has no LPRT and LPSV', 'RFC 1639 is historic', ['LPRT', 'LPSV']),
  lacking('no-site-services', 'has SITE and no service', 'RFC 959 §4.1.3', ['SITE HELP', 'SITE CHMOD', 'SITE UMASK', 'SITE IDLE', 'SITE UTIME']),
  legal({ id: 'verbs/site-services-for-others', title: 'keeps the services of SITE from this user', why: 'RFC 959 §4.1.3', conditions: { 'service not offered': () => true }, reply: (text, on) => (on.startsWith('SITE ') ? text.replace(/^501 .*/, '550 Permission denied.') : text) }),
  legal({ id: 'verbs/no-address-for-lpsv', title: 'names none of its addresses in 228', why: 'RFC 1639 §4', conditions: { 'no long address': () => true } }),
  legal({ id: 'verbs/228-without-parentheses', title: 'writes the address of 228 with spaces and no parentheses', why: 'RFC 1639 §3', reply: (text, on) => (on === 'LPSV' ? text.replace(/\((.*)\)\./, (_, address: string) => address.replaceAll(',', ', ')) : text) }),
  lacking('no-stou', 'has no STOU, ALLO, ACCT, SMNT, REIN and SITE', 'RFC 1123 §4.1.2.13', ['STOU', 'ALLO', 'ACCT', 'SMNT', 'REIN', 'SITE']),
  legal({ id: 'verbs/only-what-must-be', title: 'has what RFC 1123 asks for and nothing else, answering 500', why: 'RFC 1123 §4.1.2.13', protocol: (protocol) => without(OPTIONAL(protocol))(protocol) }),
  legal({
    id: 'verbs/only-what-must-be-502', title: 'has what RFC 1123 asks for and nothing else, answering 502', why: 'RFC 1123 §4.1.2.13',
    protocol: (protocol) => without(OPTIONAL(protocol))(protocol), reply: (text, on) => (on === '[unknown command]' ? text.replace(/^500(?=[ -])/gm, '502') : text),
  }),
  legal({
    id: 'verbs/minimum-of-rfc-959', title: 'has what RFC 959 asks for and nothing else', why: 'RFC 959 §5.1', lacks: BEYOND_MINIMUM,
    protocol: (protocol) => without(protocol.commands.map(({ verb }) => verb).filter((verb) => !MINIMUM.includes(verb)))(protocol),
  }),
  ...([500, 502, 504, 530, 550] as const).map((code) => legal({
    id: `verbs/port-refused-${code}`, title: `refuses every PORT and EPRT by ${code}`, why: 'RFC 2577 §3: disabling PORT',
    conditions: { 'address refused': () => true }, reply: (text, on) => (on === 'PORT' || on === 'EPRT' ? text.replace(/^504(?=[ -])/gm, String(code)) : on === 'FEAT' ? text.replace(' EPRT\r\n', '') : text),
  })),
  legal({
    id: 'verbs/feat-in-its-own-words', title: 'lists features in lower case, unknown ones and several SITE commands among them', why: 'RFC 2389 §3.2', config: { tls: REFERENCE_TLS },
    reply: (text, on) => (on === 'FEAT' && text.startsWith('211-') ? text.replace(/^ [^\r\n]*/gm, (line) => line.toLowerCase()).replace('\r\n', '\r\n SITE CHMOD\r\n SITE UTIME\r\n XCRC "filename" SP EP\r\n x-unheard-of\r\n AUTH SSL\r\n') : text),
  }),
  legal({ id: 'verbs/feat-without-features', title: 'has FEAT and no feature', why: 'RFC 2389 §3.2', protocol: without(['SIZE', 'MDTM', 'MLST', 'MLSD', 'EPSV', 'EPRT', 'REST', 'OPTS', 'LANG', 'HOST', 'HASH']), reply: (text, on) => (on === 'FEAT' && text.startsWith('211') ? '211 no features\r\n' : text) }),
  legal({ id: 'verbs/site-answers-200', title: 'takes any SITE command', why: 'RFC 959 §4.1.3', reply: (text, on) => (on === 'SITE' && text.startsWith('501') && !text.includes('missing or not understood') ? '200 as you like\r\n' : text) }),
  legal({ id: 'verbs/help-knows-everything', title: 'answers HELP on what is no verb by 214', why: 'RFC 959 §4.1.3', conditions: { 'topic unknown': () => false } }),
];
