import type { Table } from '../../src/machine/table.ts';
import { isAccepted } from '../../src/wire/accepted.ts';
import type { Reply } from '../../src/wire/reply.ts';
import type { Demand } from './demands.ts';
import type { Untruth } from './told.ts';

/** What asks for the line of FEAT of those verbs that have to be listed. */
const LISTED: Readonly<Record<string, Demand>> = { SIZE: 'listed', MDTM: 'listed', REST: 'listed', EPRT: 'listed', EPSV: 'listed', MLST: 'facts listed', HOST: 'host listed', LANG: 'language listed', AUTH: 'security listed', PBSZ: 'security listed', PROT: 'security listed' };

/** Features whose line names what may follow the verb, each by itself; OPTS HASH takes what that of HASH names. */
const NAMING: ReadonlySet<string> = new Set(['AUTH', 'LANG', 'MODE', 'HASH']);
/** Refusals of an argument that no server lists. */
const NO_SUCH: ReadonlySet<number> = new Set([500, 501, 502, 504]);

/** A reply to a command, as far as FEAT has a say in it. */
interface Answer {
  readonly verb: string;
  readonly argument: string;
  readonly reply: Reply;
  /** The server says that it does not have the verb. */
  readonly lacking: boolean;
  /** Somebody is logged in. */
  readonly inside: boolean;
}

/** Compares what FEAT lists with what the server does, over one session. */
export class Promises {
  private readonly table: Table;
  /** Labels with the words behind them, without the asterisks. */
  private features: Map<string, string[]> | null = null;
  /** Verbs that work and have to be listed. */
  private readonly has = new Set<string>();
  /** Verbs that the server has said not to have, and whether somebody was logged in then. */
  private readonly lacks = new Map<string, boolean>();
  /** Words of SITE HELP; those with an asterisk are not there (RFC 959 §4.1.3 leaves the text to the server). */
  private services: ReadonlySet<string> = new Set();
  /** Arguments that were refused, by label. */
  private readonly declined = new Map<string, string>();

  constructor(table: Table) { this.table = table; }

  /** What is listed may be another thing from now on. */
  forget(): void {
    this.features = null;
    this.has.clear();
    this.lacks.clear();
    this.declined.clear();
    this.services = new Set();
  }

  /** A mechanism of AUTH was taken. */
  secured(): Untruth | null {
    return this.features === null || this.features.size === 0 || this.features.has('AUTH') ? null : { demand: 'security listed', expected: 'FEAT lists AUTH, which works', symptom: 'AUTH is not listed' };
  }

  /** @param works whether a verb may succeed in the state that the session is in now */
  note({ verb, argument, reply, lacking, inside }: Answer, works: (verb: string) => boolean): Untruth | null {
    // Another host may have other features.
    if (verb === 'HOST' && reply.code < 300) this.features = null;
    if (verb === 'FEAT' && reply.code === 211) this.features = featuresOf(reply);
    else if (lacking) this.lacks.set(verb, inside);
    else if (LISTED[verb] !== undefined && isAccepted(reply.code) && !(verb === 'REST' && argument === '0')) this.has.add(verb);
    // A server without OPTS refuses no hash by it.
    if (NO_SUCH.has(reply.code) && !(verb === 'OPTS' && (lacking || reply.code === 500 || reply.code === 502)) && (verb === 'OPTS' || NAMING.has(verb)) && works(verb)) this.declines(verb, argument);
    if (verb === 'SITE HELP' && reply.code < 300) this.services = new Set(reply.lines.join(' ').toUpperCase().match(/\b[A-Z]{3,}\b(?![*\w])/g) ?? []);
    const unserved = this.services.size === 0 ? undefined : [...this.lacks].find(([one, logged]) => logged && one !== 'SITE HELP' && one.startsWith('SITE ') && this.services.has(one.slice(5)))?.[0];
    if (unserved !== undefined) return { demand: 'services named', expected: `${unserved} is known, as SITE HELP names it`, symptom: `${unserved} is unknown` };
    const { features } = this;
    if (features === null || features.size === 0) return null;
    for (const [label, word] of this.declined) if (features.get(label)?.includes(word) === true) return { demand: 'promised', expected: `${word} is taken, as FEAT lists it behind ${label}`, symptom: `${label} refuses what is listed` };
    // What was refused before the login is tried behind it, where it can be.
    const broken = inside && this.lacks.size > 0 ? [...this.lacks].find(([one, logged]) => features.has(this.word(one)) && (logged || !works(one)))?.[0] : undefined;
    if (broken !== undefined) return { demand: 'promised', expected: `${broken} works, as FEAT lists ${this.word(broken)}`, symptom: `${broken} is unknown` };
    const hidden = this.has.size === 0 ? undefined : [...this.has].find((one) => !features.has(one));
    return hidden === undefined ? null : { demand: LISTED[hidden]!, expected: `FEAT lists ${hidden}, which works`, symptom: `${hidden} is not listed` };
  }

  private declines(verb: string, argument: string): void {
    const [label, word] = (verb === 'OPTS' ? argument : `${verb} ${argument}`).toUpperCase().split(' ');
    if (label !== undefined && word !== undefined && word !== '' && NAMING.has(label)) this.declined.set(label, word);
  }

  /** The first word of the feature that a verb belongs to. */
  private word(verb: string): string {
    const feature = this.table.commands.get(verb)?.feature ?? null;
    return feature?.split(' ', 1)[0]!.toUpperCase() ?? (verb === 'MLSD' ? 'MLST' : verb);
  }
}

function featuresOf(reply: Reply): Map<string, string[]> {
  const features = new Map<string, string[]>();
  for (const line of reply.lines.slice(1, -1)) {
    const [label = '', ...words] = line.trim().toUpperCase().replaceAll('*', '').split(/[ ;,]+/);
    features.set(label, [...(features.get(label) ?? []), ...words]);
  }
  return features;
}
