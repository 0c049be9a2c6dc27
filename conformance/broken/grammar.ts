import type { Fault } from './fault.ts';
import { commandLineFaults } from './grammar/command-lines.ts';
import { pathnameFaults } from './grammar/pathnames.ts';
import { replyFaults } from './grammar/replies.ts';
import { telnetFaults } from './grammar/telnet.ts';

export const grammarFaults: readonly Fault[] = [...commandLineFaults, ...telnetFaults, ...pathnameFaults, ...replyFaults];
