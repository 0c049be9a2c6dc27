import type { Table } from '../../src/machine/table.ts';
import type { Protocol } from '../../src/spec/model.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';
import type { ClientWords } from './client-words.ts';
import type { Goal } from './client.ts';

/** What a suite of clients has to know of a protocol beside its table. */
export interface Profile {
  /** The protocol with the requirements that bind its clients. */
  readonly table: Table;
  readonly protocol: Protocol;
  /** What its reference server is made of. */
  readonly parts: Partial<ServerParts>;
  /** First word of the ids of its client requirements. */
  readonly family: 'FTP' | 'INL' | 'LEN' | 'EPH';
  /** The verbs that serve each goal; none where the protocol cannot do it. */
  readonly verbs: Readonly<Record<Goal['kind'], readonly string[]>>;
  /** The verb that ends a session, or null. */
  readonly quit: string | null;
  readonly greets: boolean;
  /** Whether clients log in. */
  readonly login: boolean;
  /** How files travel: over connections of their own, or between the lines of the session. */
  readonly data: 'apart' | 'inline';
  /** FTP's replies: lines that begin with a code and may be many. */
  readonly ftpReplies: boolean;
  /** Client words that a dialog has where none are given. */
  readonly words: Pick<ClientWords, 'login' | 'get' | 'put' | 'ls' | 'quit'>;
}

/** The id of a client requirement: the same number asks the same in every protocol. */
export function demand(profile: Profile, number: number): string { return `${profile.family}-CLI-R${number}`; }

/** Whether the protocol asks that of its clients. */
export function demands(profile: Profile, number: number): boolean {
  return profile.protocol.requirements.some(({ id }) => id === demand(profile, number));
}

/** Whether its requests say from which byte on a file is wanted. */
export function resumes({ protocol }: Profile): boolean { return protocol.name === 'length-resume'; }
