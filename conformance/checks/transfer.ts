import type { Check } from '../check.ts';
import { abortChecks } from './transfer/abort.ts';
import { activeChecks } from './transfer/active.ts';
import { extendedOnlyChecks } from './transfer/extended-only.ts';
import { interruptedChecks } from './transfer/interrupted.ts';
import { meanwhileChecks } from './transfer/meanwhile.ts';
import { noConnectionChecks } from './transfer/no-connection.ts';
import { parallelChecks } from './transfer/parallel.ts';
import { passivePortChecks } from './transfer/passive-ports.ts';
import { passiveReplyChecks } from './transfer/passive-replies.ts';
import { refusedChecks } from './transfer/refused.ts';
import { repeatedChecks } from './transfer/repeated.ts';
import { replyChecks } from './transfer/replies.ts';
import { representationChecks } from './transfer/representation.ts';
import { restartChecks } from './transfer/restart.ts';
import { restartLimitChecks } from './transfer/restart-limits.ts';
import { sizeChecks } from './transfer/sizes.ts';
import { storingChecks } from './transfer/storing.ts';
import { strangerChecks } from './transfer/strangers.ts';
import { textChecks } from './transfer/text.ts';
import { uniqueChecks } from './transfer/unique.ts';
import { wayChecks } from './transfer/ways.ts';

/** How bytes are represented, where they go, what a transfer is answered, and what interrupts it. */
export const transferChecks: readonly Check[] = [
  ...representationChecks, ...textChecks, ...sizeChecks, ...wayChecks, ...passiveReplyChecks, ...passivePortChecks, ...activeChecks, ...extendedOnlyChecks,
  ...strangerChecks, ...noConnectionChecks, ...replyChecks, ...meanwhileChecks, ...storingChecks, ...uniqueChecks, ...restartChecks, ...restartLimitChecks, ...refusedChecks,
  ...interruptedChecks, ...repeatedChecks, ...parallelChecks, ...abortChecks,
];
