import type { Check } from '../check.ts';
import { commandLineChecks } from './grammar/command-lines.ts';
import { pathnameChecks } from './grammar/pathnames.ts';
import { replyChecks } from './grammar/replies.ts';
import { telnetChecks } from './grammar/telnet.ts';

/** What the bytes look like: command lines, Telnet, pathnames, replies. */
export const grammarChecks: readonly Check[] = [...commandLineChecks, ...telnetChecks, ...pathnameChecks, ...replyChecks];
