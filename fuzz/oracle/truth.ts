import { ANONYMOUS } from '../../conformance/anonymous.ts';
import type { Representation } from '../../src/wire/representation/representation.ts';
import type { Table } from '../../src/machine/table.ts';
import { changesFiles, fileAct, type FileAct } from './file-acts.ts';
import { representationOf } from './form.ts';
import { combined, factsSet, hashed } from './named-paths.ts';
import type { Mark } from './marks.ts';
import { FRESH_SETTINGS, type Settings } from './settings.ts';
import { nameOf, parentOf, type Node, type Tree } from './tree.ts';

/** Bytes of a file whose size nobody takes long to tell. */
const SMALL = 2 ** 20;

/** Where a session is, as far as the file oracle knows. */
export interface Place {
  /** Working directory as a path from the login directory's root; null where it is not known. */
  cwd: string | null;
  /** It was reached by a path with slashes to spare, and a server may show them. */
  slashed: boolean;
  /** Whether TYPE is A; null where it is neither A nor I. */
  text: boolean | null;
  /** Letters of TYPE, STRU and MODE. */
  type: string;
  structure: string;
  mode: string;
  /** What they make of data; null where the codecs know nothing of it. */
  form: Representation | null;
  /** As `text`; null too where records, pages, blocks or compression give the data another form. */
  ascii: boolean | null;
  /** What the last RNFR named. */
  renaming: string | null;
  /** What the last REST named; infinite for a number too large, NaN where a server may have forgotten it. */
  restart: number;
  /** The mark that the last REST named; null for none that the server has told. */
  mark: Mark | null;
  user: string;
  /** The server has asked for the account of the user. */
  awaitsAccount: boolean;
  settings: Settings;
}

export function freshPlace(): Place { return { cwd: '/', slashed: false, text: true, type: 'A', structure: 'F', mode: 'S', form: representationOf('A', 'F', 'S'), ascii: true, renaming: null, restart: 0, mark: null, user: '', awaitsAccount: false, settings: FRESH_SETTINGS }; }

/** What decides the conditions of one command. */
export interface Situation {
  readonly table: Table;
  readonly tree: Tree;
  readonly place: Place;
  readonly verb: string;
  readonly argument: string;
  /** The argument as the scenario has it, placeholders and all. */
  readonly template: string;
  readonly user: string;
  readonly password: string;
  /** The user's account; undefined for one who has none. */
  readonly account?: string | undefined;
  /** The user may not write. */
  readonly readsOnly: boolean;
  /** A data connection stands ready. */
  readonly connected: boolean;
  /** Commands that have set something of a file in this session. */
  readonly able: ReadonlySet<string>;
  /** Data have crossed without TLS in this session, and nothing has changed since that could matter. */
  readonly bare: boolean;
  /** The control connection is one over IPv4. */
  readonly ipv4: boolean;
}

/** Bytes of a name that every file system of today takes. */
const LONGEST = 255;

const MOVES_DATA: ReadonlySet<FileAct | null> = new Set<FileAct>(['retrieve', 'store', 'append', 'store unique', 'list', 'names', 'facts list']);

/** A condition that the rows of some verb name, and that is not decided by the argument. */
type Question = Table['protocol']['conditions'][number];

const asked = new WeakMap<Table, Map<string, readonly Question[]>>();

/** What the rows of a verb ask, each once; found once for each verb. */
function questionsOf(table: Table, verb: string): readonly Question[] {
  let verbs = asked.get(table);
  if (verbs === undefined) asked.set(table, (verbs = new Map()));
  let questions = verbs.get(verb);
  if (questions === undefined) {
    const phrases = new Set(table.rows(verb).map(({ rule }) => rule.when));
    questions = table.protocol.conditions.filter(({ phrase, kind }) => phrases.has(phrase) && kind !== 'argument');
    if (phrases.size > 0) verbs.set(verb, questions);
  }
  return questions;
}

/** Everything known about the conditions that the verb's rows name. */
export function truthOf(situation: Situation): Record<string, boolean> {
  const facts: Record<string, boolean> = {};
  // Most conditions ask about the same file.
  let met: Met | null | undefined;
  for (const question of questionsOf(situation.table, situation.verb)) {
    const holds = truth(question, situation, () => (met === undefined ? (met = meet(situation)) : met));
    if (holds !== null) facts[question.phrase] = holds;
  }
  return facts;
}

function truth({ phrase, sends, kind }: Question, situation: Situation, met: () => Met | null): boolean | null {
  // A server need not restart anything in TYPE A.
  if (phrase === 'names a marker') return situation.template === '{marker}' && !situation.place.type.startsWith('A') ? true : null;
  if (phrase === 'password wrong') return passwordWrong(situation);
  if (phrase === 'no data connection') return situation.connected ? false : null;
  // What the tester sends to make it true makes it true, whatever the verb; files are the tree's business.
  if (sends !== null && (/^\{(odd-|foreign)/.test(sends) || (kind === 'session' && !sends.includes('{'))) && situation.template.toLowerCase() === sends) return true;
  if (phrase === 'mechanism offered') return situation.argument === 'XYZZY' ? false : null;
  if (phrase === 'protocol not offered' && /^(EPSV|EPRT)$/.test(situation.verb)) {
    const protocol = /^(?:(\d+)|([!-~])(\d+)\2[^]*)$/.exec(situation.argument);
    const number = protocol?.[1] ?? protocol?.[3];
    // RFC 2428 knows two; the other of them may be offered or not.
    if (number !== undefined && !/^[12]$/.test(number)) return true;
    if (number === '1' && situation.verb === 'EPSV' && situation.ipv4) return false;
  }
  if (phrase.startsWith('account')) return accountTruth(phrase, situation);
  if (phrase === 'protection wanted first') return situation.bare && MOVES_DATA.has(fileAct(situation.verb)) ? false : null;
  if (phrase === 'language not offered') return situation.argument === '' ? false : null;
  if (phrase === 'parameter not offered') return /^(A|A N|I|L 8|F|S)$/i.test(situation.argument) && parameterOf(situation) ? false : null;
  // What is PORT's is a long address of a family that nobody knows.
  if (phrase === 'address refused' || phrase === 'protocol not offered') return situation.argument === '' || (situation.template.startsWith('{listen') && (situation.verb !== 'LPRT' || situation.template === '{listen-long}')) ? false : null;
  if (phrase === 'no port to listen on') return false;
  return fileTruth(phrase, situation, met);
}

/** The parameters that every server accepts. */
function parameterOf({ verb, argument }: Situation): boolean {
  const kind = /^(A|A N|I|L 8)$/i.test(argument) ? 'TYPE' : argument.toUpperCase() === 'F' ? 'STRU' : 'MODE';
  return kind === verb;
}

/** Nobody has the names that scenarios make up; a user whom everybody knows may be let in by any name. */
function passwordWrong({ place, user, argument, password, tree }: Situation): boolean | null {
  if (place.user === user) return argument === password ? false : ANONYMOUS.test(user) ? null : true;
  return place.user.includes(tree.prefix) && !ANONYMOUS.test(user) ? true : null;
}

/** What a command names, of which something is known. */
interface Met { readonly path: string; readonly node: Node; readonly parent: Node; readonly own: boolean }

/** What a command names; null where it cannot be told what that is, or how it stands. */
function meet({ tree, place, verb, argument }: Situation): Met | null {
  const act = fileAct(verb);
  // Their path is not the whole argument.
  const named = act === 'hash' ? hashed(verb, argument)?.path ?? null : act === 'attributes' ? factsSet(verb, argument)?.path ?? null : argument;
  if (named === null) return null;
  const path = argument === '' && (act === 'list' || act === 'names' || act === 'facts list' || act === 'facts') ? place.cwd : tree.resolve(place.cwd, named, act === 'list' || act === 'names' || act === 'facts list' || act === 'status');
  if (path === null) return null;
  const node = tree.at(path);
  if (node.kind === 'unknown') return null;
  // Whether a file can be listed is the server's choice.
  if (node.kind === 'file' && (act === 'names' || act === 'list')) return null;
  return { path, node, parent: path === '/' ? node : tree.at(parentOf(path)), own: nameOf(path).includes(tree.prefix) };
}

/** Who has an account may be asked for it anywhere; which is the right one is known of a user who was. */
function accountTruth(phrase: string, { place, user, argument, account }: Situation): boolean | null {
  if (account === undefined) return false;
  if (phrase !== 'account wrong' || place.user !== user) return null;
  return argument === account ? false : place.awaitsAccount ? true : null;
}

function fileTruth(phrase: string, situation: Situation, meets: () => Met | null): boolean | null {
  const { tree, place, verb, argument, template, able } = situation;
  const act = fileAct(verb);
  // Before it says that, a server may look for the file or not.
  if (situation.readsOnly && changesFiles(act)) return null;
  if (act === 'join') return joinTruth(phrase, situation);
  if (act === null) return null;
  if (phrase === 'service not offered') return act === 'attributes' && able.has(verb) ? false : null;
  // The canary lies outside: inside nothing has its name.
  if (template.startsWith('{escape') && argument !== '') return outsideTruth(phrase);
  const met = meets();
  if (met === null) return null;
  const { path, node, parent, own } = met;
  const there = node.kind !== 'absent';
  // What permissions mean depends on who the server is.
  if (/access denied|^cannot be/.test(phrase) && [node, parent].some((one) => 'mode' in one || 'lacks' in one)) return null;
  // What is too long for a name is the file system's to say.
  if (phrase.startsWith('cannot be') && nameOf(path).length > LONGEST) return null;
  switch (phrase) {
    case 'file missing': case 'path missing': case 'directory missing': case 'nothing there to change': return !there;
    case 'not a plain file': case 'names a directory': return node.kind === 'directory';
    case 'not a directory': case 'names a file': return node.kind === 'file';
    case 'name exists': return there;
    case 'directory not empty': return node.kind === 'directory' ? tree.occupied(path) : null;
    case 'cannot be stored': case 'cannot be created': return place.restart === 0 || phrase === 'cannot be created' ? storable(node, parent, phrase === 'cannot be created', act) : null;
    case 'cannot be renamed': return renamable(node, parent, place.renaming, path, tree);
    case 'access denied': return own || parent.kind === 'absent' ? false : null;
    // What has worked on another file works on this one.
    case 'cannot be set': case 'cannot be changed': case 'cannot be hashed': return own && node.kind === 'file' && able.has(verb) ? false : null;
    // What takes long is to count the lines of a large file.
    case 'size takes too long': return node.kind === 'file' && node.size !== null && node.size < SMALL && place.ascii === false ? false : null;
    case 'part impossible': return act === 'hash' && verb !== 'HASH' && node.kind === 'file' && whole(verb, argument) ? false : null;
    case 'cannot be opened': case 'cannot be entered': case 'cannot be listed': return there ? false : null;
    case 'cannot be removed': return there && own && place.cwd !== null && place.cwd !== path && !place.cwd.startsWith(`${path}/`) ? false : null;
    case 'restart position impossible': return node.kind !== 'file' || node.size === null || place.ascii !== false || Number.isNaN(place.restart) ? null : place.restart > node.size;
    default: return null;
  }
}

/** Whether a command that hashes asks for all of a file. */
function whole(verb: string, argument: string): boolean {
  const named = hashed(verb, argument);
  return named !== null && named.from === 0 && named.to === null;
}

/** Whether one of the files to be joined is not there. */
function joinTruth(phrase: string, { tree, place, argument }: Situation): boolean | null {
  if (phrase !== 'part missing') return null;
  const [, ...parts] = combined(argument).map((name) => tree.resolve(place.cwd, name));
  const kinds = parts.map((path) => (path === null ? 'unknown' : tree.at(path).kind));
  if (kinds.includes('absent')) return true;
  return kinds.length > 0 && kinds.every((kind) => kind === 'file') ? false : null;
}

function outsideTruth(phrase: string): boolean | null {
  return /missing$|^cannot be (stored|created|renamed)$/.test(phrase) ? true : null;
}

function storable(node: Node, parent: Node, directory: boolean, act: FileAct): boolean | null {
  if (parent.kind === 'absent' || parent.kind === 'file') return true;
  if (parent.kind === 'unknown' || node.kind === 'directory') return null;
  // Whether a file is replaced is the server's choice (RFC 959 §5.4: 553).
  if (node.kind === 'file') return directory || act === 'store' ? null : false;
  return false;
}

function renamable(target: Node, parent: Node, from: string | null, to: string, tree: Tree): boolean | null {
  if (from === null || tree.at(from).kind === 'unknown' || tree.at(from).kind === 'absent') return null;
  if (parent.kind === 'absent' || parent.kind === 'file') return true;
  // Whether a target that exists is replaced is the server's choice, and so is a move into itself.
  if (parent.kind === 'unknown' || target.kind !== 'absent' || `${to}/`.startsWith(`${from}/`)) return null;
  return false;
}
