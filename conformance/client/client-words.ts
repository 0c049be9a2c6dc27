import type { Goal, Order } from './client.ts';

/** How the client under test is told what to do. `\n` in a dialog's text begins the next line of input. */
export interface ClientWords {
  /** The command of an interactive client, or null. */
  readonly spawn: string | null;
  /** Lines for the prompts at its beginning. */
  readonly login: string;
  /** Lines for each goal; empty where the client cannot do it. */
  readonly get: string;
  readonly put: string;
  readonly ls: string;
  readonly quit: string;
  /** Commands that do one thing and end, in place of a dialog; null where there is none. */
  readonly spawnGet: string | null;
  readonly spawnPut: string | null;
  readonly spawnLs: string | null;
}

/** A command line, and the lines for its prompts: all before the first goal, each goal's, the last. */
export interface Invocation {
  readonly command: string;
  readonly before: readonly string[];
  readonly goals: readonly (readonly string[])[];
  readonly after: readonly string[];
  readonly oneShot: boolean;
}

const ONE_SHOT = { get: 'spawnGet', put: 'spawnPut', list: 'spawnLs' } as const;
const DIALOG = { get: 'get', put: 'put', list: 'ls' } as const;

/** Why these words cannot make a client do that, or null. */
export function cannotSay(words: ClientWords, goals: readonly Goal[]): string | null {
  if (goals.length === 1 && words[ONE_SHOT[goals[0]!.kind]] !== null) return null;
  if (words.spawn === null) return goals.length === 1 ? `no command for this: give --spawn, or --spawn-${DIALOG[goals[0]!.kind]}` : 'several things in one session need --spawn';
  const missing = goals.find(({ kind }) => words[DIALOG[kind]] === '');
  return missing === undefined ? null : `the client has no command for this: --${DIALOG[missing.kind]} is empty`;
}

/** The command line and the lines of input for an order. */
export function invocationOf(words: ClientWords, order: Order): Invocation {
  const [only] = order.goals;
  const command = order.goals.length === 1 ? words[ONE_SHOT[only!.kind]] : null;
  const lines = (text: string, goal: Goal | null): string[] => (text === '' ? [] : fill(text, order, goal, (value) => value).split('\n'));
  if (command !== null) return { command: fill(command, order, only!, shellQuote), before: [], goals: [], after: [], oneShot: true };
  return {
    command: fill(words.spawn ?? '', order, only ?? null, shellQuote),
    before: lines(words.login, null),
    goals: order.goals.map((goal) => lines(words[DIALOG[goal.kind]], goal)),
    after: lines(words.quit, null),
    oneShot: false,
  };
}

function fill(text: string, order: Order, goal: Goal | null, quote: (value: string) => string): string {
  const name = goal !== null && 'name' in goal ? goal.name : '';
  const values: Readonly<Record<string, string>> = { host: order.host, port: String(order.port), user: order.user, password: order.password, name, file: name, local: name, path: encodeURIComponent(name) };
  return text.replaceAll('\\n', '\n').replace(/\{([a-z]+)\}/g, (whole, key: string) => (values[key] === undefined ? whole : quote(values[key])));
}

/** A word for `sh`; one that needs no quotes is left bare, so that it can stand inside a URL. */
function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
