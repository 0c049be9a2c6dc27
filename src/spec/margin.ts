import type { Place, Rule } from './model.ts';

/**
 * What stands in the specification beside the definitions: where each was written, which rules are excused from
 * having an example and why, and which decisions there are to cite.
 */
export class Margin {
  readonly decisions = new Set<string>();
  readonly #places = new WeakMap<object, Place>();
  readonly #unshown = new WeakMap<Rule, string>();

  /** Remembers where a definition was written. */
  note(definition: object, place: Place): void {
    this.#places.set(definition, place);
  }

  /** Remembers why no example shows a rule: `[no example: reason]` in its source cell. */
  excuse(rule: Rule, reason: string): void {
    this.#unshown.set(rule, reason);
  }

  /** `file:line` of a definition of this specification. */
  place(definition: object): Place {
    return this.#places.get(definition) ?? 'unknown:0';
  }

  excused(rule: Rule): boolean {
    return this.#unshown.has(rule);
  }
}
