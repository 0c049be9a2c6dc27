import { isMap, isNode, isPair, type Document } from 'yaml';

/** Where a key of a YAML document begins, or the nearest part of the document that is there, in characters. */
export function offsetOf(document: Document, keys: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const key of keys) {
    const pair = isMap(node) ? node.items.find((item) => isPair(item) && isNode(item.key) && String(item.key) === String(key)) : undefined;
    if (pair !== undefined && isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
    node = pair === undefined ? (node as { get?: (key: PropertyKey, keep: boolean) => unknown } | null)?.get?.(key, true) : pair.value;
    if (!isNode(node)) return offset;
    if (pair === undefined) offset = node.range?.[0] ?? offset;
  }
  return offset;
}
