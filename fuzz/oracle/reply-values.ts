import { parseTimeVal } from '../../src/wire/time-val.ts';
import { parseFacts } from '../../src/wire/facts.ts';
import { parseExtendedPassive, scanPassiveReply } from '../../src/wire/host-port.ts';
import { scanLongPassive } from '../../src/wire/long-address.ts';
import { readQuotedPath } from '../../src/wire/quoted-path.ts';
import { asciiSize } from './ascii-form.ts';
import { digestUntruth } from './digests.ts';
import { factsDisagree } from './facts-agree.ts';
import { fileAct } from './file-acts.ts';
import { inForm } from './form.ts';
import { statementUntruth } from './statements.ts';
import { isAbsolute, isShown, shownPath } from './shown-path.ts';
import { isAscii, isUtf8, type Told, type Untruth } from './told.ts';
import { nameOf } from './tree.ts';
import type { Place } from './truth.ts';

/** An hour: no clock of this machine is so wrong, a time zone is. */
const HOUR = 3_600_000;

/** What is untrue in the text of a reply that says success; null where nothing is. */
export function untruthOf(told: Told): Untruth | null {
  const { verb, reply } = told;
  const text = reply.lines.join('\n');
  if (reply.code === 227 && scanPassiveReply(text) === null) return { demand: '227', expected: '227 text h1,h2,h3,h4,p1,p2', symptom: 'no port in 227' };
  if (reply.code === 227 && told.host !== null && nowhere(scanPassiveReply(text)!.address, told.host)) return { demand: 'passive address', expected: told.host, symptom: 'another address in 227' };
  if (reply.code === 228 && scanLongPassive(text) === null) return { demand: '228', expected: '228 text 4,4,h1,h2,h3,h4,2,p1,p2', symptom: 'no port in 228' };
  if (reply.code === 229 && parseExtendedPassive(text) === null) return { demand: '229', expected: '229 text (|||port|)', symptom: 'no port in 229' };
  switch (fileAct(verb)) {
    case 'where': return reply.code === 257 ? whereUntruth(told, text) : null;
    case 'make': return reply.code === 257 ? madeUntruth(told, text) : null;
    case 'size': return reply.code === 213 ? sizeUntruth(told, text) : null;
    case 'time': return reply.code === 213 ? timeUntruth(told, text) : null;
    case 'facts': return reply.code === 250 ? factsUntruth(told) : null;
    case 'status': return statusUntruth(told, text);
    case 'hash': return digestUntruth(told);
    default: return generalUntruth(told, text) ?? statementUntruth(told);
  }
}

/** Whether nobody can connect to an address. Another one than that of the control connection may be right behind a translation of addresses. */
function nowhere(address: string, host: string): boolean { return address !== host && /^(0|22[4-9]|23\d|255)\./.test(address); }

function generalUntruth({ verb, reply }: Told, text: string): Untruth | null {
  if (verb === 'SYST' && reply.code === 215 && !/^[A-Z][A-Z0-9/_.+-]*(\s|$)/i.test(text)) return { demand: 'system', expected: '215 NAME', symptom: 'no system name' };
  if (verb === 'FEAT' && reply.code === 211) {
    const inner = reply.lines.slice(1, -1);
    if (inner.some((line) => !/^ [^ ]/.test(line))) return { demand: 'features', expected: 'one feature a line, each line begun by a space', symptom: 'lines of FEAT' };
    if (inner.some((line) => /^ \S+ (SIZE|MDTM|REST STREAM|EPSV|EPRT)( |$)/.test(line))) return { demand: 'features', expected: 'one feature a line', symptom: 'features on one line' };
    if (new Set(inner).size !== inner.length) return { demand: 'features', expected: 'each feature once', symptom: 'a feature twice' };
  }
  return null;
}

function whereUntruth({ place, home }: Told, text: string): Untruth | null {
  const quoted = readQuotedPath(text);
  if (quoted === null) return { demand: 'where', expected: '257 "path"', symptom: 'no quoted path' };
  if (place.cwd === null || home === null) return null;
  const expected = shownPath(home, place.cwd);
  if (place.slashed) return isShown(home, unslashed(quoted.path), place.cwd) || !isAscii(expected) ? null : { demand: 'slashes', expected: `257 "${expected}"`, symptom: 'another directory' };
  // The text of a reply was read as UTF-8, a path has one character a byte.
  if (isShown(home, quoted.path, place.cwd) || Buffer.from(quoted.path).toString('latin1') === expected) return null;
  // What is written in neither ASCII nor UTF-8 may be shown in another encoding.
  if (!isAscii(expected)) return isUtf8(expected) ? { demand: 'odd names', expected: `257 "${expected}"`, symptom: 'another name' } : null;
  return { demand: 'where', expected: `257 "${expected}"`, symptom: 'another directory' };
}

/** Without the slashes that say nothing. */
function unslashed(path: string): string { return path.replace(/\/+/g, '/').replace(/(?<=.)\/$/, ''); }

function madeUntruth({ tree, place, home, argument }: Told, text: string): Untruth | null {
  const quoted = readQuotedPath(text);
  if (quoted === null) return { demand: 'made path', expected: '257 "path"', symptom: 'no quoted path' };
  if (!isAbsolute(home, quoted.path)) return { demand: 'made path', expected: 'an absolute path', symptom: 'the path is not absolute' };
  const path = tree.resolve(place.cwd, argument);
  if (path === null || home === null || !isAscii(path)) return null;
  return isShown(home, quoted.path, path) ? null : { demand: 'made path', expected: `257 "${shownPath(home, path)}"`, symptom: 'another path' };
}

function sizeUntruth({ tree, place, argument, converts }: Told, text: string): Untruth | null {
  if (!/^\d+$/.test(text)) return { demand: 'size', expected: '213 and a number', symptom: 'no number' };
  const path = tree.resolve(place.cwd, argument);
  const node = path === null ? null : tree.at(path);
  if (node?.kind !== 'file') return null;
  if (place.ascii === null) return sizeOfForm(node.content, place, Number(text));
  const size = place.ascii ? (node.content === null ? null : asciiSize(node.content)) : node.size;
  if (place.ascii && !converts && Number(text) === node.size) return null;
  return size === null || Number(text) === size ? null : { demand: node.asks ?? (place.ascii ? 'size in ascii' : 'size'), expected: `213 ${size}`, symptom: 'another size' };
}

/** The same number of bytes as RETR would send: what MODE B adds depends on the server, that it adds something does not. */
function sizeOfForm(content: Buffer | null, { form }: Place, told: number): Untruth | null {
  if (content === null || form === null || form.structure === 'page' || form.mode === 'compressed' || (form.type === 'ascii' && content.includes(0x0d)) || (form.structure === 'record' && content.at(-1) !== 0x0a)) return null;
  const size = inForm(content, form.mode === 'deflated' ? { ...form, mode: 'stream' } : form).length;
  const right = form.mode === 'block' ? told > content.length - (form.structure === 'record' ? content.length : 0) : told === size;
  return right ? null : { demand: 'size of a form', expected: `213 ${size}`, symptom: `size in ${form.mode} ${form.structure}` };
}

function timeUntruth({ tree, place, argument, now }: Told, text: string): Untruth | null {
  const time = parseTimeVal(text);
  if (time === null) return { demand: 'time', expected: '213 YYYYMMDDHHMMSS', symptom: 'no time' };
  const path = tree.resolve(place.cwd, argument);
  const node = path === null ? null : tree.at(path);
  if (node?.kind !== 'file') return null;
  if (node.set !== undefined) return text.startsWith(node.set) ? null : { demand: node.fractional === true ? 'fraction' : 'time set', expected: `213 ${node.set}`, symptom: 'another time' };
  if (now === null || node.changed === 0) return null;
  return Math.abs(time.getTime() - node.changed) < HOUR ? null : { demand: 'time', expected: `213 ${new Date(node.changed).toISOString().replace(/[-:T]|\..*/g, '')}, when it was stored, in UTC`, symptom: 'another time' };
}

function factsUntruth({ tree, place, argument, reply, now }: Told): Untruth | null {
  const [line, ...more] = reply.lines.slice(1, -1);
  if (line === undefined || more.length > 0) return { demand: 'facts entry', expected: 'one entry between the first line and the last', symptom: 'no single entry' };
  if (!line.startsWith(' ')) return { demand: 'facts entry', expected: 'a space before the entry', symptom: 'no space before the entry' };
  const entry = parseFacts(line.slice(1));
  if (entry.kind === 'malformed') return { demand: 'facts line', expected: 'fact=value; pairs, a space and the name', symptom: entry.reason };
  const path = argument === '' ? place.cwd : tree.resolve(place.cwd, argument);
  if (path === null || path === '/') return null;
  const wrong = factsDisagree(tree, path, entry.facts, now, place.settings);
  if (wrong !== null) return wrong;
  return nameOf(entry.name) === nameOf(path) || !isAscii(path) ? null : { demand: 'facts line', expected: `the name ${nameOf(path)}`, symptom: 'another name' };
}

/** STAT with a path shows the listing in the reply. */
function statusUntruth({ tree, place, argument, reply }: Told, text: string): Untruth | null {
  if (argument === '' || reply.code >= 300) return null;
  const path = tree.resolve(place.cwd, argument, true);
  if (path === null || tree.at(path).kind !== 'directory' || path === '/') return null;
  const missing = tree.listed(path).present.find((name) => isAscii(name) && !text.includes(name));
  return missing === undefined ? null : { demand: 'status listing', expected: `a line about ${missing}`, symptom: 'not listed' };
}
