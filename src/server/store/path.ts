import { failure, type Outcome, success } from './outcome.ts';

/**
 * An absolute path inside the store, such as `/pub/file`: no empty, `.` or `..` component, no slash at the end but in `/`.
 *
 * Paths and names of the store are *byte strings*: one character is one byte, as on the control connection, so that
 * UTF-8 (RFC 2640 §2.2) and every other name that the disk can hold pass unchanged.
 */
export type VirtualPath = string;

/** POSIX NAME_MAX of every common file system, in bytes. */
const NAME_LIMIT = 255;
/** Bytes of a whole virtual path: leaves room for the root under PATH_MAX (4096). */
const PATH_LIMIT = 3072;
const DEPTH_LIMIT = 128;

/**
 * Resolves what a client named against its working directory, without looking at the disk.
 * `..` above `/` stays at `/`; the empty argument means the working directory.
 * Fails with `too long`, or with `not permitted` for a NUL or for a character that is no byte.
 */
export function resolvePath(cwd: VirtualPath, given: string): Outcome<VirtualPath> {
  // Bounds the work below whatever `a/../a/../…` a client sends.
  if (given.length > 2 * PATH_LIMIT) return failure('too long', 'the path is too long');
  for (let i = 0; i < given.length; i += 1) {
    const byte = given.charCodeAt(i);
    if (byte === 0 || byte > 0xff) return failure('not permitted', 'the name holds a byte that no file name can hold');
  }
  const parts: string[] = [];
  for (const part of (given.startsWith('/') ? given : `${cwd}/${given}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else if (part.length > NAME_LIMIT) return failure('too long', `a name is longer than ${NAME_LIMIT} bytes`);
    else parts.push(part);
  }
  if (parts.length > DEPTH_LIMIT) return failure('too long', `the path is deeper than ${DEPTH_LIMIT} directories`);
  const path = `/${parts.join('/')}`;
  return path.length > PATH_LIMIT ? failure('too long', `the path is longer than ${PATH_LIMIT} bytes`) : success(path);
}

/** Directory and last name of a path; the root is `.` in itself. */
export function splitPath(path: VirtualPath): { readonly directory: VirtualPath; readonly name: string } {
  if (path === '/') return { directory: '/', name: '.' };
  const slash = path.lastIndexOf('/');
  return { directory: path.slice(0, slash) || '/', name: path.slice(slash + 1) };
}

/** The path of `name` in `directory`. */
export function joinPath(directory: VirtualPath, name: string): VirtualPath {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}
