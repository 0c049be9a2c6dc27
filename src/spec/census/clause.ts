/** How sources cite the section with that heading: `§4.1.2`, `Appendix II`, or the heading itself where it has no number. */
export function clauseOf(heading: string): string {
  const number = /^(\d+(?:\.\d+)*)\.?(?:\s|$)/.exec(heading)?.[1];
  if (number !== undefined) return `§${number}`;
  const [, kind, name] = /^(appendix|annex) ([ivx]+|[a-z]|\d+)\b/i.exec(heading) ?? [];
  return kind === undefined || name === undefined ? heading : `${kind[0]!.toUpperCase()}${kind.slice(1).toLowerCase()} ${name.toUpperCase()}`;
}
