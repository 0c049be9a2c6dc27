import type { Demand } from './demands.ts';

/** What a client has set of a file or directory: left out where nothing is known. */
export interface Attributes {
  /** Times as YYYYMMDDHHMMSS. */
  readonly set?: string;
  readonly created?: string;
  /** The time was set with a fraction of a second. */
  readonly fractional?: boolean;
  readonly mode?: number;
  /** Permissions that it has not. */
  readonly lacks?: number;
  /** Made by a session that has never set a mask. */
  readonly unmasked?: true;
  /** What is printable in a text whose line ends are none: the content is not known then. */
  readonly letters?: string;
  /** What asks for the content, where a server only should have made it so. */
  readonly asks?: Demand;
}

/** What is known of one name. `unknown`: something happened to it that may have ended either way. */
export type Node =
  | ({ readonly kind: 'file'; readonly content: Buffer | null; readonly size: number | null; readonly changed: number } & Attributes)
  | ({ readonly kind: 'directory' } & Attributes)
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

const ABSENT: Node = { kind: 'absent' };
const UNKNOWN: Node = { kind: 'unknown' };
const DIRECTORY: Node = { kind: 'directory' };

/** What servers may read in different ways: nothing, and a path that ends in a slash. */
const OPEN = /^$|.\/$/;
/** Parts that are more than names: nothing, `.` and `..`. */
const STEPS = /(?:^|\/)\.{0,2}(?:\/|$)/;
/** Spaces at the ends of names: a part of them by a SHOULD. */
const SPACED = /^ | $|\/ | \//;
const LEADING = /^ |\/ /;
/** What listing commands may take for patterns or options. */
const PATTERN = /[*?[\]{}\\~]|^-/;

/**
 * The file oracle: what the served directory holds as far as it follows from what the server said it did. Names with
 * `prefix` in them belong to this tree alone, so those that were never made are absent; of other names nothing is known.
 */
export class Tree {
  readonly prefix: string;
  private readonly nodes = new Map<string, Node>();
  private readonly identities = new Map<string, { readonly node: Node; readonly unique: string }>();
  private readonly shared: ReadonlyMap<string, Node>;
  /** A change was seen whose extent is not known. */
  private doubted = false;
  /** How often something was changed, or may have been. */
  edits = 0;
  /** A session has set a mask of its own. */
  masks = false;
  /** Permissions of what was made by sessions that have not, by kind. */
  readonly usual = new Map<Node['kind'], number>();
  /** A name was used that differs from others in a space at its end: what is wrong may be of that, and then only should not be. */
  spaced = false;
  private readonly tellsSpaces: boolean;
  /** Without a slash at its end. */
  readonly home: string;

  /**
   * @param shared what lies there for everybody, by absolute path; `/` need not be given
   * @param tellsSpaces the protocol says that a space before a name is a part of it
   * @param home what the server calls the directory that is `/` here
   */
  constructor(prefix: string, shared: ReadonlyMap<string, Node>, tellsSpaces = false, home = '/') {
    this.prefix = prefix;
    this.shared = shared;
    this.tellsSpaces = tellsSpaces;
    this.home = home === '/' ? '' : home.replace(/[/\\]$/, '');
  }

  /**
   * The absolute path that an argument names, or null where servers may differ about that. `cwd` null: the directory is not known.
   * @param patterns the command is one to which `*` and the like may mean something
   */
  resolve(cwd: string | null, argument: string, patterns = false): string | null {
    if (OPEN.test(argument) || (patterns && PATTERN.test(argument))) return null;
    if (argument.includes(' ') && SPACED.test(argument)) {
      if ((patterns || !this.tellsSpaces) && LEADING.test(argument)) return null;
      this.spaced ||= this.tellsSpaces;
    }
    if (this.home !== '') {
      if (argument === this.home) return '/';
      if (argument.startsWith(`${this.home}/`)) return this.resolve('/', argument.slice(this.home.length + 1), patterns);
      // What lies above the top of a login, or beside it, is the server's own.
      if (argument.startsWith('/')) return null;
    }
    const absolute = argument.startsWith('/');
    if (!absolute && cwd === null) return null;
    if (!STEPS.test(absolute ? argument.slice(1) : argument)) return absolute ? argument : cwd === '/' ? `/${argument}` : `${cwd}/${argument}`;
    const parts = absolute || cwd === '/' ? [] : cwd!.slice(1).split('/');
    const given = (absolute ? argument.slice(1) : argument).split('/');
    if (given.some((part, at) => (part === '' && !(absolute && given.length === 1 && at === 0)))) return null;
    for (const part of given) {
      if (part === '' || part === '.') continue;
      if (part !== '..') parts.push(part);
      else if (parts.pop() === undefined) return null;
    }
    return `/${parts.join('/')}`;
  }

  at(path: string): Node {
    if (path === '/') return DIRECTORY;
    const known = this.nodes.get(path) ?? this.shared.get(path);
    if (known !== undefined) return this.doubted && known.kind !== 'absent' ? UNKNOWN : known;
    if (this.doubted) return UNKNOWN;
    const parent = this.at(parentOf(path));
    if (parent.kind === 'absent' || parent.kind === 'file') return ABSENT;
    if (parent.kind === 'unknown') return UNKNOWN;
    return nameOf(path).includes(this.prefix) ? ABSENT : UNKNOWN;
  }

  set(path: string, node: Node): void {
    this.edits += 1;
    if (!this.shared.has(path)) this.nodes.set(path, node);
  }

  /** Notes the unique fact of a path; says in words what is wrong with it, or null. */
  identify(path: string, node: Node, unique: string): string | null {
    const before = this.identities.get(path);
    this.identities.set(path, { node, unique });
    if (before !== undefined && before.node === node && before.unique !== unique) return 'another value for the same file';
    for (const [other, one] of this.identities) if (other !== path && one.unique === unique && this.at(other) === one.node && one.node !== node) return 'the same value for two files';
    return null;
  }

  /** What lies there may have changed. */
  doubt(path: string): void {
    for (const known of this.nodes.keys()) if (known === path || known.startsWith(`${path}/`)) this.nodes.set(known, UNKNOWN);
    this.set(path, UNKNOWN);
  }

  /** Anything may have changed. */
  doubtAll(): void {
    this.edits += 1;
    this.doubted = true;
  }

  get certain(): boolean { return !this.doubted; }

  /** Moves what lies at a path, with all below it. */
  move(from: string, to: string): void {
    const node = this.at(from);
    // A copy: what is moved must not be met again.
    for (const [path, below] of Array.from(this.nodes)) {
      if (path.startsWith(`${to}/`)) this.nodes.delete(path);
      if (!path.startsWith(`${from}/`)) continue;
      this.nodes.set(`${to}${path.slice(from.length)}`, below);
      this.nodes.set(path, ABSENT);
    }
    this.set(to, node);
    this.set(from, ABSENT);
  }

  remove(path: string): void {
    for (const below of this.nodes.keys()) if (below.startsWith(`${path}/`)) this.nodes.set(below, ABSENT);
    this.set(path, ABSENT);
  }

  /** Own names directly in a directory: those that are there and those that are not. */
  listed(directory: string): { readonly present: string[]; readonly absent: string[] } {
    const present: string[] = [];
    const absent: string[] = [];
    for (const path of this.nodes.keys()) {
      if (parentOf(path) !== directory || !nameOf(path).includes(this.prefix)) continue;
      const { kind } = this.at(path);
      if (kind === 'file' || kind === 'directory') present.push(nameOf(path));
      else if (kind === 'absent') absent.push(nameOf(path));
    }
    return { present, absent };
  }

  /** True, false, or null where it is not known, whether a directory has something in it. */
  occupied(directory: string): boolean | null {
    let unknown = this.doubted || !nameOf(directory).includes(this.prefix);
    for (const path of this.nodes.keys()) {
      if (parentOf(path) !== directory) continue;
      const { kind } = this.at(path);
      if (kind === 'file' || kind === 'directory') return true;
      unknown ||= kind === 'unknown';
    }
    return unknown ? null : false;
  }

  /** Every own path that may be there, deepest first: what has to be cleaned up. */
  leftovers(): { readonly path: string; readonly node: Node }[] {
    return [...this.nodes].filter(([path, node]) => node.kind !== 'absent' && path.includes(this.prefix))
      .map(([path, node]) => ({ path, node })).toSorted((a, b) => b.path.split('/').length - a.path.split('/').length);
  }
}

export function parentOf(path: string): string { return path.slice(0, path.lastIndexOf('/')) || '/'; }
export function nameOf(path: string): string { return path.slice(path.lastIndexOf('/') + 1); }
