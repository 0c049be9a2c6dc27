import type { Request } from '../../server/command-line.ts';

/** The confirmations of clients, by the verb that stands for each in the specification. One character a byte. */
export const CONFIRMATIONS: Readonly<Record<string, string>> = {
  'files-listed': 'FILES LISTED',
  'files-received': 'FILE(S) RECEIVED',
  'files-not-received': 'FILE(S) NOT RECEIVED',
};

/** Commands that are complete as they are. */
export const BARE = ['ls', 'quit'] as const;
/** Commands that end in a name, with the space before it. */
export const NAMING = ['get ', 'put '] as const;

/** Turns one whole word of a client into a request. Letter case counts. */
export function requestOfWord(word: string): Request {
  const confirmation = Object.keys(CONFIRMATIONS).find((verb) => CONFIRMATIONS[verb] === word);
  if (confirmation !== undefined) return { on: confirmation, verb: confirmation, argument: '' };
  const space = word.indexOf(' ');
  const verb = space < 0 ? word : word.slice(0, space);
  const argument = space < 0 ? '' : word.slice(space + 1);
  const names = NAMING.some((start) => start === `${verb} `);
  if (names || (space < 0 && BARE.some((bare) => bare === verb))) return { on: verb, verb, argument };
  return { on: '[unknown command]', verb: '', argument: '' };
}

/** The bytes of a command or confirmation, given as a verb of the specification and its argument. */
export function wordOf(verb: string, argument: string): string {
  return CONFIRMATIONS[verb] ?? (argument === '' ? verb : `${verb} ${argument}`);
}

export const TOO_LONG: Request = { on: '[line too long]', verb: '', argument: '' };
