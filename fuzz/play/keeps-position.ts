const KEEPS: ReadonlySet<string> = new Set(['REST', 'RETR', 'STOR', 'APPE', 'PASV', 'EPSV', 'PORT', 'EPRT']);

/** Whether a command may stand between REST and the transfer behind it, or is one of them: whatever else comes may make a server forget the position. */
export function keepsPosition(on: string): boolean { return KEEPS.has(on); }
