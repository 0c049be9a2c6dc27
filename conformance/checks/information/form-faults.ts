import type { Reply, ReplyFault } from '../../../src/wire/reply.ts';

/** What is wrong with the form of a reply. Inner lines may repeat the code with a hyphen, as most servers do; a code and a space there is FTP-GRA-R14's. */
export function formFaults(reply: Reply): ReplyFault[] {
  return reply.faults.filter((fault) => fault !== 'inner-number' || reply.lines.slice(1, -1).some((line) => /^\d{3}(?!-)/.test(line)));
}
