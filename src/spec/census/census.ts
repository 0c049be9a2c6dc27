import type { Place } from '../model.ts';
import type { Demand, Wording } from './normative.ts';

/** Why no rule holds a sentence, or none alone does. */
export const REASONS = {
  'informative': 'explains, motivates or gives an example: nothing is demanded',
  'definition': 'says what a word means',
  'for clients': 'a duty of the client or its user that no rule of the clients\' chapter holds',
  'for authors': 'a duty of those who write documents or keep registries',
  'free': 'leaves it to the server: whatever it does is right',
  'inside': 'happens inside the server or its machine and shows nowhere',
  'not offered': 'belongs to an optional part that is not offered; the text names it, the ids its refusal',
  'gap': 'demanded of a server, and neither a rule nor a check has it yet; the text says what is missing',
  'superseded': 'a later document says otherwise; the text names its clause',
  'repeats': 'says again what another clause says, which the text names',
  'underneath': 'done by TCP, TLS or the operating system, not by an FTP server',
  'for the site': 'a choice of those who run the server',
} as const;
export type ReasonKind = keyof typeof REASONS;

/** `text` is null where the kind says enough; `other` is free text. */
export interface Reason { readonly kind: ReasonKind | 'other'; readonly text: string | null }

/** One sentence of a document and what holds it. */
export interface CensusEntry {
  /** As the document has it, with single spaces. */
  readonly sentence: string;
  /** Null where the sentence demands nothing. */
  readonly level: Demand | null;
  /** Ids of rules and requirements. */
  readonly rules: readonly string[];
  /** Headings of decisions.md, as slugs. */
  readonly decisions: readonly string[];
  readonly reasons: readonly Reason[];
  readonly place: Place;
}

export interface CensusSection {
  /** As it stands in the document, with single spaces. */
  readonly heading: string;
  /** `§4.1.2`, `Appendix II`, or the whole heading where it has no number. */
  readonly clause: string;
  /** Why the section is not read, null where it is. */
  readonly leftOut: string | null;
  readonly entries: readonly CensusEntry[];
  readonly place: Place;
}

/** What becomes of each normative sentence of one document. */
export interface Census {
  /** `RFC 959`. */
  readonly document: string;
  /** The file in spec/sources/ that holds its text. */
  readonly text: string;
  readonly wording: Wording;
  readonly sections: readonly CensusSection[];
  readonly place: Place;
}
