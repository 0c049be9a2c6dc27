/** How closely a submission is confined, the strongest first. `auto` is the strongest that works on this machine. */
export const ISOLATIONS = ['auto', 'bwrap', 'limits', 'none'] as const;
export type AskedIsolation = (typeof ISOLATIONS)[number];
export type IsolationLevel = Exclude<AskedIsolation, 'auto'>;

/** What is in force. */
export interface Isolation {
  readonly level: IsolationLevel;
  /** The same in words, for reports: the level, a colon, what holds. */
  readonly text: string;
}

const LIMITED = 'limits of processor time, memory, files, disk and output';

export const NO_ISOLATION: Isolation = { level: 'none', text: 'none: a process group of its own; nothing is limited, nothing is closed off' };

export const LIMITS: Isolation = {
  level: 'limits',
  text: `limits: process group of its own, ${LIMITED}, processes counted five times a second, no variables of ours, home and directory of its own; the network and the rest of the disk are not closed off`,
};

/** @param counted whether the kernel was seen to refuse a process too many */
export function bubbleIsolation(counted: boolean): Isolation {
  const processes = counted ? 'processes limited by the kernel in a user namespace of its own' : 'processes counted five times a second';
  return {
    level: 'bwrap',
    text: `bwrap: a network of its own without a way out, which it shares with the checks only; process, mount, IPC and user namespaces of its own; sees system programs and its own directories; no privileges; ${processes}; ${LIMITED}; no variables of ours`,
  };
}
