/**
 * A path as a 257 reply shows it: in double quotes, a double quote inside doubled (RFC 959 appendix II). LF and NUL
 * become `?`, because no reply line can hold them and a client would read another path or another reply.
 */
export function quotePath(path: string): string {
  return `"${path.replace(/[\n\0]/g, '?').replaceAll('"', '""')}"`;
}

/**
 * Reads the quoted path that the text of a 257 reply begins with.
 *
 * @returns the path, and the commentary after the closing quote as it stands; null when the text does not begin with a
 *   double quote or none closes it.
 */
export function readQuotedPath(text: string): { readonly path: string; readonly commentary: string } | null {
  const quoted = /^"((?:[^"]|"")*)"(?!")/.exec(text);
  if (quoted === null) return null;
  return { path: (quoted[1] as string).replaceAll('""', '"'), commentary: text.slice(quoted[0].length) };
}
