/**
 * The shape of a parsed specification: what `spec/README.md` describes, as data.
 * The parser produces it, `src/generated` holds it, everything else reads it.
 */

export type Level = 'MUST' | 'SHOULD' | 'MAY' | 'HABIT';

/** Where in `spec/` a definition stands: `file:line`. */
export type Place = string;

export interface State {
  readonly region: string;
  readonly name: string;
  /** Name of the effect that a server performs on entry, or null. */
  readonly entry: string | null;
  readonly meaning: string;
}

export interface Effect { readonly name: string; readonly meaning: string }

/** A host outcome, written `[data done]`. */
export interface HostEvent {
  readonly name: string;
  /** `line`: what a client's line turned out to be, answered like a command; `host`: what happened to the server. */
  readonly from: 'line' | 'host';
  readonly meaning: string;
}

export interface Command {
  readonly verb: string;
  /** Name of an entry of the argument table. */
  readonly argument: string;
  /** The canonical verb when this one is an alias (XPWD → PWD), else null. */
  readonly aliasOf: string | null;
  readonly duringTransfer: 'at once' | 'queued';
  readonly login: boolean;
  readonly support: Exclude<Level, 'HABIT'>;
  /** The line that FEAT shows, or null. */
  readonly feature: string | null;
  readonly help: string;
  readonly source: string;
}

export interface Argument {
  readonly name: string;
  /** Source of an anchored regular expression over the argument as latin1 text. */
  readonly syntax: string;
  readonly example: string | null;
  readonly wrong: string | null;
  readonly meaning: string;
}

export interface Condition {
  readonly phrase: string;
  readonly kind: 'argument' | 'session' | 'attempt' | 'choice';
  readonly meaning: string;
  /** Argument template that makes it true, or null when sending an argument is not enough. */
  readonly sends: string | null;
  /** How a tester makes it true, in words. */
  readonly recipe: string;
}

export interface Rule {
  readonly id: string;
  readonly chapter: string;
  /** State names; the empty list means any state but a final one. */
  readonly in: readonly string[];
  /** Verbs, or host events in brackets. */
  readonly on: readonly string[];
  /** A condition phrase, or 'otherwise'. */
  readonly when: string;
  /** The replies in order, each as its alternatives, first the reference server's. Empty: no reply. */
  readonly reply: readonly (readonly number[])[];
  readonly next: readonly string[];
  readonly level: Level;
  readonly source: string;
  readonly place: Place;
}

export interface Reply {
  readonly code: number;
  readonly meaning: string;
  /** True where clients read the text or the exact code. */
  readonly parsed: boolean;
  readonly source: string;
}

export interface Allowed {
  readonly verb: string;
  readonly listed: readonly number[];
  readonly habits: readonly number[];
  readonly source: string;
}

export interface ReplyText {
  readonly code: number;
  /** A verb, a host event, a rule id, or 'any'. */
  readonly to: string;
  /** Lines of the reply, with `{value}` placeholders. */
  readonly lines: readonly string[];
  /** Tag of the language where it is not the protocol's own (RFC 2640 §4.1). */
  readonly language?: string;
}

export interface Requirement {
  readonly id: string;
  readonly chapter: string;
  readonly level: Exclude<Level, 'HABIT'>;
  readonly sentence: string;
  readonly source: string;
  /** Reason why it cannot be tested from outside, or null. */
  readonly untested: string | null;
  readonly place: Place;
}

export type Step =
  | { readonly kind: 'send'; readonly line: string; readonly facts: readonly string[] }
  /** `text`: what the reply's text has to hold, when the example says. */
  | { readonly kind: 'reply'; readonly codes: readonly number[]; readonly text?: string }
  | { readonly kind: 'data'; readonly act: 'connect' | 'accept' | 'receive' | 'send' | 'close' | 'reset'; readonly text: string | null };

export interface Example {
  /** Chapter and ordinal-free slug of the title: `access/a-password-login`. */
  readonly id: string;
  readonly title: string;
  readonly chapter: string;
  readonly shows: readonly string[];
  readonly steps: readonly Step[];
  readonly place: Place;
}

/** What the suite judges in every protocol with FTP's lines, whatever its rules are called. */
export const ROLES = ['one reply', 'long line', 'named port', 'listening', 'end of data', 'completion'] as const;
export type Role = (typeof ROLES)[number];

/** The rule or requirement by which a protocol demands it. */
export interface RoleRule { readonly role: Role; readonly rule: string }

/** One protocol, whole. */
export interface Protocol {
  readonly name: string;
  /** Chapter slugs in order, with their titles. */
  readonly chapters: readonly { readonly slug: string; readonly title: string }[];
  readonly states: readonly State[];
  readonly effects: readonly Effect[];
  readonly events: readonly HostEvent[];
  readonly commands: readonly Command[];
  readonly arguments: readonly Argument[];
  readonly conditions: readonly Condition[];
  readonly rules: readonly Rule[];
  readonly replies: readonly Reply[];
  readonly allowed: readonly Allowed[];
  readonly texts: readonly ReplyText[];
  readonly roles: readonly RoleRule[];
  readonly requirements: readonly Requirement[];
  readonly examples: readonly Example[];
}
