import type { Call } from './scenario.ts';

/** What went wrong on one day: the first thing that a client must not do, or that it and its server do not agree on. */
export interface ClientProblem {
  /**
   * `hang`: still running at its deadline. `crash`: its process ended. `uncaught`: an error that no caller can catch. `memory`: it holds more than
   * any transfer needs. `escape`: it wrote outside its directory. `stranger`: it connected to another host. `false success`: it calls
   * done what was refused, never confirmed or cut short. `false failure`: it calls failed what a legal server has done. `value`: what it says or
   * keeps is not what the server said or has. `clear`: told to protect its session it says or moves something in clear. `server`: the reference server did what its specification does not allow.
   */
  readonly kind: 'hang' | 'crash' | 'uncaught' | 'memory' | 'escape' | 'stranger' | 'false success' | 'false failure' | 'value' | 'clear' | 'server';
  /** The requirement of clients that it breaks. */
  readonly rule: string;
  readonly call: Call['call'];
  readonly expected: string;
  /** Text safe to print. */
  readonly actual: string;
  /** What tells it from others of its kind; no names and numbers of one day. */
  readonly symptom: string;
}

/** What a client does about segments and preliminary replies it does in every call; a class of codes that is none it takes for a success in each, or in none. */
const EVERYWHERE: ReadonlySet<string> = new Set(['FTP-CLI-R4', 'FTP-CLI-R10']);
/** What is seen when the day is over. */
const OF_THE_DAY: ReadonlySet<ClientProblem['kind']> = new Set(['escape', 'stranger', 'memory']);

/** What makes two problems the same one. */
export function clientProblemKey({ kind, rule, call, symptom }: ClientProblem): string {
  if (kind === 'false success' && /^[036-9]yz$/.test(symptom)) return `${kind} ${rule} ${symptom}`;
  return EVERYWHERE.has(rule) || OF_THE_DAY.has(kind) ? `${kind} ${rule}` : `${kind} ${rule} ${call} ${symptom}`;
}
