import type { Table } from '../src/machine/table.ts';
import { Deck } from './generate/deck.ts';
import { nextScenario } from './generate/generators.ts';
import type { Making } from './generate/making.ts';
import { Moves } from './generate/moves.ts';
import { Novelty } from './generate/novelty.ts';
import { Values } from './generate/values.ts';
import { withAccount } from './generate/with-account.ts';
import { oneByOne } from './one-by-one.ts';
import { isOfOrder } from './play/out-of-order.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';

/** An endless row of scenarios, the same for the same protocol, seed and generators. */
export class Source {
  /** How many were made. */
  made = 0;
  private readonly making: Making;
  private readonly only: readonly string[];
  private patient = false;
  private readonly account: boolean;

  /**
   * @param only names of generators; none means all
   * @param account whether the user has an account
   */
  constructor(table: Table, seed: number, only: readonly string[] = [], account = false) {
    const moves = new Moves(table);
    const random = new Random(seed);
    this.making = { moves, novelty: new Novelty(), values: new Values(table.protocol, seed), random, deck: new Deck(random), inside: moves.entrance().at(-1)?.to ?? moves.start };
    this.only = only;
    this.account = account;
  }

  next(): Scenario {
    this.made += 1;
    const plain = nextScenario(this.making, this.only);
    const scenario = this.account ? withAccount(plain, this.made) : plain;
    return this.patient ? oneByOne(scenario) : scenario;
  }

  /** A server that was found not to answer in order is sent one command after the other from then on. */
  heed(symptom: string): void { this.patient ||= isOfOrder(symptom); }

  /** Passes over scenarios that an earlier run has played. */
  skip(count: number): void { while (this.made < count) this.next(); }
}
