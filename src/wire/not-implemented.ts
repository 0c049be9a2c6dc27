/** RFC 959 §4.2.2: "Command not implemented", of which no argument is to blame. */
export const NO_COMMAND = 502;
/** RFC 959 §4.2.2: "Command not implemented for that parameter". */
export const NO_PARAMETER = 504;

/** Replies that say that the server does not have a command, or this form of it (RFC 959 §4.2.1). */
const NOT_IMPLEMENTED: ReadonlySet<number> = new Set([500, NO_COMMAND, NO_PARAMETER]);

/** Whether a reply may say that the server does not have the command; whether it may lack it is the specification's affair. */
export function saysNotImplemented(code: number): boolean {
  return NOT_IMPLEMENTED.has(code);
}
