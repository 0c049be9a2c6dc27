import { destination, multistream, pino, type DestinationStream } from 'pino';
import { datedLog } from './dated-log.ts';
import { openLog } from './open-log.ts';

/** Where a client's log goes. */
export interface LogPlaces {
  /** A file that gets JSON lines. */
  readonly logFile?: string;
  /** A directory in which `client_YYYYMMDD_HHMMSS.log` gets text lines. */
  readonly logDir?: string;
}

/** The log of a client. */
export interface SessionLog {
  /** Told what goes over the control connection: `> COMMAND`, `< reply`; other remarks are not logged. Passwords reach it as `###`. */
  readonly wire: (message: string) => void;
  /** What happens beside that: progress, another attempt, an error. */
  readonly note: (level: 'info' | 'warn' | 'error', text: string) => void;
}

/**
 * Opens the log of a session with the server of that name.
 * @throws FtpspecError `UNWRITABLE` when a file cannot be opened
 */
export function sessionLog({ logFile, logDir }: LogPlaces, connection: string): SessionLog {
  const streams: DestinationStream[] = [];
  // Written at once: a command may end the process at any moment.
  if (logFile !== undefined) streams.push(destination({ dest: openLog(logFile), sync: true }));
  if (logDir !== undefined) streams.push(datedLog(logDir, 'client').stream);
  if (streams.length === 0) return { wire: () => {}, note: () => {} };
  const log = pino({ base: { connection } }, multistream(streams.map((stream) => ({ stream }))));
  return {
    wire: (message) => {
      if (message.startsWith('> ')) log.info({ sent: message.slice(2) });
      else if (message.startsWith('< ')) for (const line of message.slice(2).split(/\r?\n/).filter((text) => text !== '')) log.info({ received: line });
    },
    note: (level, text) => log[level](text),
  };
}
