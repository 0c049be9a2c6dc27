import type { Table } from '../../src/machine/table.ts';
import { isAccepted } from '../../src/wire/accepted.ts';
import type { Reply } from '../../src/wire/reply.ts';
import type { Demand } from './demands.ts';
import type { Untruth } from './told.ts';

/** What asks for the line of FEAT of those verbs that have to be listed. */
const LISTED: Readonly<Record<string, Demand>> = { SIZE: 'listed', MDTM: 'listed', REST: 'listed', EPRT: 'listed', EPSV: 'listed', MLST: 'facts listed', HOST: 'host listed', LANG: 'language listed', AUTH: 'security listed', PBSZ: 'security listed', PROT: 'security listed' };

/** Compares what FEAT lists with what the server does, over one session. */
export class Promises {
  private readonly table: Table;
  private features: ReadonlySet<string> | null = null;
  private readonly has = new Set<string>();
  private readonly lacks = new Set<string>();

  constructor(table: Table) { this.table = table; }

  /** What is listed may be another thing from now on. */
  forget(): void {
    this.features = null;
    this.has.clear();
    this.lacks.clear();
  }

  /** Takes note of a reply. `unknown`: the server says that it does not have the verb. */
  note(verb: string, argument: string, reply: Reply, unknown: boolean): Untruth | null {
    if (verb === 'FEAT' && reply.code === 211) {
      this.features = new Set(reply.lines.slice(1, -1).map((line) => line.trim().split(' ', 1)[0]!.toUpperCase()));
    } else if (unknown) this.lacks.add(verb);
    else if (isAccepted(reply.code) && !(verb === 'REST' && argument === '0')) this.has.add(verb);
    const { features } = this;
    if (features === null || features.size === 0) return null;
    const broken = [...this.lacks].find((one) => features.has(this.word(one)));
    if (broken !== undefined) return { demand: 'promised', expected: `${broken} works, as FEAT lists ${this.word(broken)}`, symptom: `${broken} is unknown` };
    const hidden = [...this.has].find((one) => LISTED[one] !== undefined && !features.has(one));
    return hidden === undefined ? null : { demand: LISTED[hidden]!, expected: `FEAT lists ${hidden}, which works`, symptom: `${hidden} is not listed` };
  }

  /** The first word of the feature that a verb belongs to. */
  private word(verb: string): string {
    const feature = this.table.commands.get(verb)?.feature ?? null;
    return feature?.split(' ', 1)[0]!.toUpperCase() ?? (verb === 'MLSD' ? 'MLST' : verb);
  }
}
