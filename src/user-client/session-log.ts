import { mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { destination, pino } from 'pino';
import { FtpspecError } from '../ftpspec-error.ts';

/** Told what basic-ftp does: `> COMMAND`, `< reply`, and remarks, which are not logged. */
export type SessionLog = (message: string) => void;

/**
 * A log of what goes over the control connection, as JSON lines in a file. Passwords reach it as `###`.
 * @throws FtpspecError `UNWRITABLE` when the file cannot be opened
 */
export function sessionLog(file: string | undefined): SessionLog {
  if (file === undefined) return () => {};
  // Written at once: a command may end the process at any moment.
  const log = pino({ base: null }, destination({ dest: open(file), sync: true }));
  return (message) => {
    if (message.startsWith('> ')) log.info({ sent: message.slice(2) });
    else if (message.startsWith('< ')) for (const line of message.slice(2).split(/\r?\n/).filter((text) => text !== '')) log.info({ received: line });
  };
}

function open(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'a');
  } catch (error) {
    throw new FtpspecError('UNWRITABLE', `cannot write the log file ${file}: ${(error as Error).message}`);
  }
}
