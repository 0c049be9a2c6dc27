import type { Call } from './scenario.ts';

/** What went wrong on one day: the first thing that a client must not do, or that it and its server do not agree on. */
export interface ClientProblem {
  /**
   * `hang`: still running at its deadline. `crash`: its process ended. `uncaught`: an error that no caller can catch. `memory`: it holds more than
   * any transfer needs. `escape`: it wrote outside its directory. `stranger`: it connected to another host. `false success`: it calls
   * done what was refused, never confirmed or cut short. `false failure`: it calls failed what a legal server has done. `value`: what it says or
   * keeps is not what the server said or has. `server`: the reference server did what its specification does not allow.
   */
  readonly kind: 'hang' | 'crash' | 'uncaught' | 'memory' | 'escape' | 'stranger' | 'false success' | 'false failure' | 'value' | 'server';
  /** The requirement of clients that it breaks. */
  readonly rule: string;
  readonly call: Call['call'];
  readonly expected: string;
  /** Text safe to print. */
  readonly actual: string;
  /** What tells it from others of its kind; no names and numbers of one day. */
  readonly symptom: string;
}

/** What a client does about segments it does in every call. */
const EVERYWHERE = 'FTP-CLI-R10';

/** What makes two problems the same one. */
export function clientProblemKey({ kind, rule, call, symptom }: ClientProblem): string { return rule === EVERYWHERE ? `${kind} ${rule}` : `${kind} ${rule} ${call} ${symptom}`; }
