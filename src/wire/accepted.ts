/** RFC 959 §4.2.1: "Command not implemented, superfluous at this site": not refused, and nothing has been done. */
export const SUPERFLUOUS = 202;

/** Whether a reply says that the command was taken, and not that it is passed over. */
export function isAccepted(code: number): boolean { return code < 400 && code !== SUPERFLUOUS; }
