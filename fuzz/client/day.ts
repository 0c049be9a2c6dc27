import type { Exchange, Said } from './exchange.ts';
import type { Performed, Told } from './performer.ts';
import type { Call, ClientScenario } from './scenario.ts';
import type { Tree } from './tree.ts';

/** One call with everything that is known of it. */
export interface CallSeen {
  readonly call: Call;
  /** What the caller was told; null where it never was. */
  readonly told: Told | null;
  /** What was said on the control connections from its beginning to its end. */
  readonly said: readonly Said[];
  /** The data connections of it. */
  readonly carried: Exchange['carried'];
  /** The server's directory and the client's, before and after. */
  readonly before: { readonly server: Tree; readonly local: Tree };
  readonly after: { readonly server: Tree; readonly local: Tree };
}

/** A client's day as it was. */
export interface Day {
  readonly scenario: ClientScenario;
  readonly performed: Performed;
  readonly exchange: Exchange;
  readonly calls: readonly CallSeen[];
  /** What lies beside the client's directory afterwards. */
  readonly strays: readonly string[];
}
