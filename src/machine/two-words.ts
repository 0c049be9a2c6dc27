/** The first word of an argument, where it can be the second of a command's two. */
const SECOND = /^ *([A-Za-z]{1,16})(?: |$)/;

/**
 * A command of two words, such as `SITE CHMOD`, and what follows it; null where the verb and the first word of its argument
 * are none. Letters of either case are the same.
 */
export function twoWords(verb: string, argument: string, known: (name: string) => boolean): { readonly verb: string; readonly argument: string } | null {
  const found = SECOND.exec(argument);
  if (found === null) return null;
  const name = `${verb} ${found[1]!.toUpperCase()}`;
  return known(name) ? { verb: name, argument: argument.slice(found[0].length) } : null;
}
