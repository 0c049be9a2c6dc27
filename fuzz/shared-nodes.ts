import type { Fixtures } from '../conformance/fixtures.ts';
import { largeBody } from '../conformance/make-fixtures.ts';
import type { Node } from './oracle/tree.ts';

/** The fixtures in the file oracle's terms, by absolute path. */
export function sharedNodes({ file, large, largeSize, directory, fullDirectory, text }: Fixtures): Map<string, Node> {
  return new Map<string, Node>([
    [`/${file}`, { kind: 'file', content: text, size: text.length, changed: 0 }],
    [`/${large}`, { kind: 'file', content: largeBody(), size: largeSize, changed: 0 }],
    [`/${directory}`, { kind: 'directory' }],
    [`/${fullDirectory}`, { kind: 'directory' }],
    [`/${fullDirectory}/inside.txt`, { kind: 'file', content: text, size: text.length, changed: 0 }],
  ]);
}
