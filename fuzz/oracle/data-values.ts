import { parseFacts } from '../../src/wire/facts.ts';
import type { Representation } from '../../src/wire/representation/representation.ts';
import { asciiForm, lettersOf } from './ascii-form.ts';
import { fileAct } from './file-acts.ts';
import { factsDisagree } from './facts-agree.ts';
import { datesUntruth } from './listed-dates.ts';
import { isAscii, type Untruth } from './told.ts';
import { outOfForm } from './form.ts';
import type { Tree } from './tree.ts';
import type { Place } from './truth.ts';

/** A transfer to the client that was answered as complete. */
export interface Delivered {
  readonly verb: string;
  readonly argument: string;
  readonly bytes: Buffer;
  readonly tree: Tree;
  /** As it was when the command was sent. */
  readonly place: Place;
  readonly now: number | null;
  /** What PWD says right after a login; null where that is not known. */
  readonly home: string | null;
}

/** What is untrue in a file or listing; null where nothing is known to be. */
export function deliveredUntruth(delivered: Delivered): Untruth | null {
  switch (fileAct(delivered.verb)) {
    case 'retrieve': return fileUntruth(delivered);
    case 'list': case 'names': return formedListing(delivered, listingUntruth);
    case 'facts list': return formedFacts(delivered);
    default: return null;
  }
}

function fileUntruth({ tree, place, argument, bytes }: Delivered): Untruth | null {
  const path = tree.resolve(place.cwd, argument);
  const node = path === null ? null : tree.at(path);
  if (node?.kind === 'file' && node.letters !== undefined && place.ascii !== null && place.restart === 0 && lettersOf(bytes) !== node.letters) return { demand: 'letters', expected: `${node.letters.length} letters between the line ends`, symptom: 'other letters' };
  if (node?.kind !== 'file' || node.content === null) return null;
  if (place.mark !== null && (place.mark.path !== path || !place.mark.file.equals(node.content))) return null;
  if (place.ascii === null) return place.form === null || place.restart > 0 ? null : formUntruth(node.content, bytes, place.form, place.mark?.at ?? 0);
  if (place.ascii) {
    // Where the restart position lies in a file of lines, servers differ.
    if (place.restart > 0 || node.content.includes(0x0d)) return null;
    const expected = asciiForm(node.content);
    return expected.equals(bytes) ? null : { demand: node.asks ?? 'lines', expected: `${expected.length} bytes, lines ending in CR LF`, symptom: 'another text' };
  }
  const expected = node.content.subarray(place.restart);
  if (expected.equals(bytes)) return null;
  return { demand: node.asks ?? (place.restart > 0 ? 'restart' : 'bytes'), expected: `${expected.length} bytes as they were stored`, symptom: place.restart > 0 ? 'not from the restart position' : bytes.length === expected.length ? 'other bytes' : bytes.length < expected.length ? 'too few bytes' : 'too many bytes' };
}

/** A file in a form that not every server has. */
function formUntruth(content: Buffer, bytes: Buffer, form: Representation, from: number): Untruth | null {
  const lines = form.structure === 'record' || form.type !== 'image';
  // Where a file is no text in lines, what becomes of it in them is the server's business.
  if (lines && (content.includes(0x0d) || (content.length > 0 && content.at(-1) !== 0x0a))) return null;
  const file = outOfForm(bytes, form);
  if (typeof file !== 'string' && file.equals(content.subarray(from))) return null;
  if (from > 0) return { demand: 'restart at a mark', expected: `${content.length - from} bytes from the mark on`, symptom: 'not from the mark' };
  return { demand: form.structure === 'record' ? 'record form' : 'form', expected: `${content.length} bytes in ${form.type}, ${form.structure}, ${form.mode} form`, symptom: `${form.mode} ${form.structure} ${form.type}${typeof file === 'string' ? ' malformed' : ''}` };
}

/** Listings cross in the mode that was chosen, as files do. */
function formedListing(delivered: Delivered, judge: (plain: Delivered) => Untruth | null): Untruth | null {
  const { form, ascii } = delivered.place;
  if (ascii !== null) return judge(delivered);
  if (form === null || form.type === 'ebcdic' || form.structure === 'page') return null;
  const text = outOfForm(delivered.bytes, { ...form, type: 'ascii' });
  return typeof text === 'string' ? { demand: 'listing form', expected: `a listing in ${form.mode} mode`, symptom: `${form.mode} listing` } : judge({ ...delivered, bytes: asciiForm(text) });
}

/** MLSD crosses as TYPE L 8, STRU F and MODE S, but for what MODE Z deflates. */
function formedFacts(delivered: Delivered): Untruth | null {
  if (delivered.place.mode !== 'Z') return factsListUntruth(delivered);
  const text = outOfForm(delivered.bytes, { type: 'image', structure: 'file', mode: 'deflated' });
  return factsListUntruth(typeof text === 'string' ? delivered : { ...delivered, bytes: text });
}

/** The directory that a listing command without a path, or with that of a directory, shows. */
function directoryOf({ tree, place, argument }: Delivered): string | null {
  const path = argument === '' ? place.cwd : tree.resolve(place.cwd, argument, true);
  return path === null || tree.at(path).kind !== 'directory' ? null : path;
}

/** What lists a directory may show itself and the one above it. */
const SELF = /^(?:.*\/)?\.\.?$/;

function listingUntruth(delivered: Delivered): Untruth | null {
  const { tree, bytes, verb } = delivered;
  const directory = directoryOf(delivered);
  const text = bytes.toString('latin1');
  if (/(?<!\r)\n/.test(text)) return { demand: 'line ends', expected: 'lines that end in CR LF', symptom: 'bare LF' };
  if (directory === null) return null;
  const lines = text.split('\r\n').filter((line) => line !== '');
  const names = fileAct(verb) === 'names';
  const shown = lines.map((line) => (names ? line.slice(line.lastIndexOf('/') + 1) : line));
  const { present, absent } = tree.listed(directory);
  const holds = (name: string): boolean => (names ? shown.includes(name) : shown.some((line) => line.endsWith(` ${name}`)));
  // The form of LIST is free: where a line has the name elsewhere, it only should be one that clients can read.
  const hidden = present.filter((name) => isAscii(name) && !holds(name));
  const missing = hidden.find((name) => names || !shown.some((line) => tells(line, name)));
  if (missing !== undefined) return { demand: 'listing', expected: `${missing} is listed`, symptom: lines.length === 0 ? 'nothing is listed' : 'a name is missing' };
  const ghost = absent.find((name) => isAscii(name) && holds(name));
  if (ghost !== undefined) return { demand: 'changed', expected: `${ghost} is gone`, symptom: 'a name that is gone' };
  if (names && tree.occupied(directory) === false && lines.some((line) => !SELF.test(line))) return { demand: 'empty listing', expected: 'no entry', symptom: 'an entry where nothing is' };
  if (names) return namesUntruth(delivered, directory, lines);
  const [unread] = hidden;
  return unread === undefined ? datesUntruth(delivered, directory, lines) : { demand: 'listed form', expected: `a line that ends in ${unread}`, symptom: 'a form of its own' };
}

/** Whether a line of LIST has a name in it that is no part of a longer one. */
function tells(line: string, name: string): boolean {
  for (let at = line.indexOf(name); at !== -1; at = line.indexOf(name, at + 1)) if (!/[\w.-]/.test(line.charAt(at - 1)) && !/[\w.-]/.test(line.charAt(at + name.length))) return true;
  return false;
}

/** Names that NLST sends can be used as they are: always those of the working directory, and those of another one as well as may be. */
function namesUntruth({ tree, place, argument, home }: Delivered, directory: string, lines: readonly string[]): Untruth | null {
  if (place.cwd === null || home === null) return null;
  const paths = new Set(tree.listed(directory).present.filter(isAscii).map((name) => `${directory === '/' ? '' : directory}/${name}`));
  const led = (line: string): boolean => paths.has(tree.resolve(place.cwd, line) ?? '');
  const wrong = lines.find((line) => [...paths].some((path) => path.endsWith(`/${line.slice(line.lastIndexOf('/') + 1)}`)) && !led(line));
  return wrong === undefined ? null : { demand: argument === '' ? 'names' : 'names of elsewhere', expected: 'names that are usable as they are', symptom: 'a name that leads nowhere' };
}

function factsListUntruth(delivered: Delivered): Untruth | null {
  const { tree, bytes, now } = delivered;
  const directory = directoryOf(delivered);
  const text = bytes.toString('latin1');
  if (/(?<!\r)\n/.test(text)) return { demand: 'facts line', expected: 'lines that end in CR LF', symptom: 'bare LF' };
  const seen = new Set<string>();
  let strange = false;
  for (const line of text.split('\r\n').filter((one) => one !== '')) {
    const entry = parseFacts(line);
    if (entry.kind === 'malformed') return { demand: 'facts line', expected: 'fact=value; pairs, a space and the name', symptom: entry.reason };
    const type = entry.facts.get('type')?.toLowerCase();
    if (entry.name.includes('/') && type !== 'cdir' && type !== 'pdir') return { demand: 'facts name', expected: 'names without a path', symptom: 'a name with a path' };
    if (delivered.place.settings.facts?.has('type') === false && /^\.?$/.test(entry.name)) return { demand: 'itself', expected: 'no entry for the directory itself', symptom: 'shows itself' };
    seen.add(entry.name);
    strange ||= type !== undefined && type !== 'cdir' && type !== 'pdir' && !SELF.test(entry.name);
    if (directory === null || !entry.name.includes(tree.prefix)) continue;
    const wrong = factsDisagree(tree, `${directory === '/' ? '' : directory}/${entry.name}`, entry.facts, now, delivered.place.settings);
    if (wrong !== null) return wrong;
  }
  if (directory === null) return null;
  const { present, absent } = tree.listed(directory);
  const missing = present.find((name) => isAscii(name) && !seen.has(name));
  if (missing !== undefined) return { demand: 'listing', expected: `${missing} is listed`, symptom: 'a name is missing' };
  const ghost = absent.find((name) => isAscii(name) && seen.has(name));
  if (ghost === undefined && strange && tree.occupied(directory) === false) return { demand: 'empty listing', expected: 'no entry', symptom: 'an entry where nothing is' };
  return ghost === undefined ? null : { demand: 'changed', expected: `${ghost} is gone`, symptom: 'a name that is gone' };
}
