import { closeSync, lstatSync, openSync } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { attempt, lookUp } from './errno.ts';
import { failure, type Outcome, success } from './outcome.ts';
import { splitPath, type VirtualPath } from './path.ts';
import { bytesOf, descriptorPath, isInside, locateDescriptor, O_DIRECTORY, O_PATH, type RealPath } from './real-path.ts';
import { isTemporaryName } from './temporary-name.ts';

const OUTSIDE = failure('not permitted', 'the path leads outside the served directory');

/** A directory of the jail, held until `leave` is called. `path` may be extended by one name. */
export interface Place {
  readonly path: RealPath;
  leave(): void;
}

/** A last name in its (held) directory; the name itself may be missing, and may be a link. */
export interface Seat {
  readonly place: Place;
  readonly name: string;
  readonly path: RealPath;
}

/**
 * The one way from virtual to real paths. `..` is gone before (see `resolvePath`); links may point where they like
 * inside the root and are refused when they lead out of it.
 *
 * Node has no `openat`. On Linux a directory is opened first, the kernel is asked where it is, and then used through
 * `/proc/self/fd/N`, so nobody can exchange it for a link between the check and the use; what is opened below it is
 * checked again after opening. Elsewhere (no `/proc`) `realpath` is checked and the path used afterwards: whoever can
 * swap directories and links *on the server's own disk* at that moment can win that race. FTP itself cannot create links.
 */
export class Jail {
  /** The real path of the served directory. */
  readonly root: RealPath;
  /** Whether open files can be located and reached through `/proc`. */
  readonly pins: boolean;

  private constructor(root: RealPath, pins: boolean) {
    this.root = root;
    this.pins = pins;
  }

  /** Opens a jail at an existing directory, named by an ordinary string. */
  static async open(root: string): Promise<Outcome<Jail>> {
    const real = await attempt(() => realpath(root, { encoding: 'latin1' }));
    if (!real.ok) return real;
    const pins = process.platform === 'linux' && (await attempt(() => access('/proc/self/fd'))).ok;
    const jail = new Jail(real.value, pins);
    const place = await jail.enter('/');
    if (!place.ok) return place;
    place.value.leave();
    return success(jail);
  }

  /** Enters an existing directory. */
  async enter(directory: VirtualPath): Promise<Outcome<Place>> {
    if (directory.split('/').some(isTemporaryName)) return failure('not permitted', 'the name is reserved');
    const place = await this.#hold(directory);
    if (place.ok || place === OUTSIDE) return place;
    // Behind a link that leads outside the answer is the same for what exists and what does not: no probing.
    for (let above = directory; above !== '/';) {
      above = splitPath(above).directory;
      const ancestor = await this.#hold(above);
      if (ancestor === OUTSIDE) return OUTSIDE;
      if (!ancestor.ok) continue;
      ancestor.value.leave();
      break;
    }
    return place;
  }

  /** The last name of a path in its directory, which must exist. */
  async locate(path: VirtualPath): Promise<Outcome<Seat>> {
    const { directory, name } = splitPath(path);
    if (isTemporaryName(name)) return failure('not permitted', 'the name is reserved');
    const place = await this.enter(directory);
    return place.ok ? success({ place: place.value, name, path: `${place.value.path}/${name}` }) : place;
  }

  /** The virtual path of what a link (or any name) in the end stands for, which exists and lies inside. */
  async follow(path: RealPath): Promise<Outcome<VirtualPath>> {
    const real = await attempt(() => realpath(bytesOf(path), { encoding: 'latin1' }));
    if (!real.ok) return real;
    if (!isInside(this.root, real.value)) return OUTSIDE;
    return success(real.value.slice(this.root === '/' ? 0 : this.root.length) || '/');
  }

  /** Runs an operation on a last name and leaves its directory afterwards. */
  async within<T>(path: VirtualPath, operation: (seat: Seat) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const seat = await this.locate(path);
    if (!seat.ok) return seat;
    try {
      return await operation(seat.value);
    } finally {
      seat.value.place.leave();
    }
  }

  async #hold(directory: VirtualPath): Promise<Outcome<Place>> {
    const named = directory === '/' ? this.root : `${this.root === '/' ? '' : this.root}${directory}`;
    if (!this.pins) return this.#check(named);
    const held = lookUp(() => openSync(bytesOf(named), O_PATH | O_DIRECTORY));
    if (!held.ok) return held;
    const fd = held.value;
    // An O_PATH descriptor has nothing to write back: closing it cannot wait for a disk.
    const leave = (): void => closeSync(fd);
    const real = lookUp(() => locateDescriptor(fd));
    if (real.ok && isInside(this.root, real.value)) return success({ path: descriptorPath(fd), leave });
    leave();
    return real.ok ? OUTSIDE : real;
  }

  async #check(named: RealPath): Promise<Outcome<Place>> {
    const real = await attempt(() => realpath(bytesOf(named), { encoding: 'latin1' }));
    if (!real.ok) return real;
    if (!isInside(this.root, real.value)) return OUTSIDE;
    const facts = lookUp(() => lstatSync(bytesOf(real.value)));
    if (!facts.ok) return facts;
    if (!facts.value.isDirectory()) return failure('not a directory', 'not a directory');
    return success({ path: real.value, leave: () => {} });
  }
}
