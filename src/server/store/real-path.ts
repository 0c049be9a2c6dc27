import { constants, readlinkSync } from 'node:fs';

/** A path on the real disk, as a byte string (see `VirtualPath`). */
export type RealPath = string;

/** The form in which `node:fs` takes a byte string. */
export function bytesOf(path: RealPath): Buffer {
  return Buffer.from(path, 'latin1');
}

/** Whether `path` is `root` or lies below it; both free of links and of `..`. */
export function isInside(root: RealPath, path: RealPath): boolean {
  return path === root || path.startsWith(root === '/' ? '/' : `${root}/`);
}

/**
 * Where the kernel says that an open file is (Linux). A file that was removed meanwhile is followed by ` (deleted)`,
 * which leaves it inside or outside all the same. The kernel answers from memory: a thread would cost more than the call.
 */
export function locateDescriptor(fd: number): RealPath {
  return readlinkSync(descriptorPath(fd), { encoding: 'latin1' });
}

/** A path that reaches the open file or directory itself, wherever its name has gone (Linux). */
export function descriptorPath(fd: number): RealPath {
  return `/proc/self/fd/${fd}`;
}

/** Opens a place in the tree without rights to its contents (Linux); `node:fs` does not name it. */
export const O_PATH = 0x200000;
export const O_DIRECTORY = constants.O_DIRECTORY;
