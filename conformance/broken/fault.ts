import type { ServerParts } from '../../src/server/reference-server.ts';
import type { ServerConfig } from '../../src/server/config.ts';

/** One deliberate mistake in an otherwise correct server. */
export interface Fault {
  /** `chapter/what-is-wrong`. */
  readonly id: string;
  /** What this server does wrong, as a sentence. */
  readonly title: string;
  /** Where such a mistake was seen: a project and its issue, or a CVE; null for one that students make. */
  readonly seen: string | null;
  /** Checks that fail on it, by id; each one must. */
  readonly caughtBy: readonly string[];
  /** What a finding has to name to be about this mistake, where the server is unusual besides; absent: whatever is found is about it. */
  readonly shows?: string;
  /** Parts of the reference server that are replaced; made anew for each server. */
  readonly parts?: () => Partial<ServerParts>;
  /** Settings that differ. */
  readonly config?: Partial<ServerConfig>;
  /** What happens to bytes of the control connection between client and server; made anew for each connection. */
  readonly line?: () => LineFault;
}

/** A mistake in handling bytes. What is not given passes unchanged. */
export interface LineFault {
  /** Bytes from the client, as the server gets them; null closes the connection. */
  readonly toServer?: (chunk: Buffer) => Buffer | null;
  /** Bytes from the server, as the client gets them; null closes the connection. */
  readonly toClient?: (chunk: Buffer) => Buffer | null;
}

export function fault(fields: Fault): Fault { return fields; }
