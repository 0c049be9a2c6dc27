import type { Suite } from '../conformance/catalog.ts';
import type { Fixtures } from '../conformance/fixtures.ts';
import type { StartedTestee } from '../conformance/start-testee.ts';
import type { Table } from '../src/machine/table.ts';
import type { Node } from './oracle/tree.ts';
import type { Outside } from './oracle/outside.ts';

/** The server that is fuzzed, and what is known of it before the first scenario. */
export interface Subject {
  readonly table: Table;
  readonly suite: Suite;
  readonly started: StartedTestee;
  readonly fixtures: Fixtures;
  /** The fixtures in the file oracle's terms, by absolute path. */
  readonly shared: ReadonlyMap<string, Node>;
  /** The path that a login gives as PWD shows it; null where it is not known. */
  readonly home: string | null;
  /** Whether the served directory on this disk is what a login sees. */
  readonly disk: boolean;
  /** Canaries outside the served directory; null where the disk is out of reach. */
  readonly outside: Outside | null;
  /** Why the user may not write; null for one who may. */
  readonly writing: string | null;
  /** Milliseconds that a reply may take. */
  readonly timeout: number;
  /** What was learnt on the way: whether the server was seen to convert line ends in TYPE A. */
  readonly learnt: { converts: boolean };
  /** Whether STRU R changes what is sent. A server may accept it and record the byte stream literally (RFC 1123 §4.1.2.13): what it has then is its own. */
  readonly records: boolean;
  /** Whether the server was seen to transfer without TLS. */
  readonly clear: boolean;
  /** Whether the server is on this machine, so that its clock is ours. */
  readonly local: boolean;
  /** The server runs in this process. */
  readonly within?: boolean;
}
