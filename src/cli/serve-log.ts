import { destination, multistream, pino, type DestinationStream, type Level, type Logger } from 'pino';
import { build as pretty } from 'pino-pretty';
import { datedLog } from '../user-client/dated-log.ts';
import { openLog } from '../user-client/open-log.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** A log, and how to bring its last lines out before the process ends. */
export interface ServeLog {
  readonly log: Logger;
  readonly flush: () => void;
}

/**
 * The log of `serve`: on standard error for people where that is a terminal and as JSON elsewhere, and as JSON in a file where one is named.
 * In a directory, all operations whatever the level, as text in `server_YYYYMMDD_HHMMSS.log`.
 * @throws FtpspecError `UNWRITABLE` when the file cannot be opened
 */
export function serveLog(level: (typeof LOG_LEVELS)[number], file: string | null, directory: string | null): ServeLog {
  const outputs = [destination({ dest: 2, sync: true })];
  const streams: { stream: DestinationStream; level: Level }[] = [];
  const lowest: Level = level === 'silent' ? 'fatal' : level;
  const screen = process.stderr.isTTY ? pretty({ destination: outputs[0]!, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', singleLine: true }) : outputs[0]!;
  if (level !== 'silent') streams.push({ stream: screen, level: lowest });
  if (file !== null) {
    const output = destination({ dest: openLog(file), sync: false });
    outputs.push(output);
    streams.push({ stream: output, level: lowest });
  }
  if (directory !== null) streams.push({ stream: datedLog(directory, 'server').stream, level: lowest === 'trace' ? lowest : 'debug' });
  // The sockets behind a log may close before it does.
  for (const output of outputs) output.on('error', () => {});
  const least = directory === null || level === 'trace' ? level : 'debug';
  return { log: pino({ level: least, base: null }, multistream(streams)), flush: () => { for (const output of outputs) output.flushSync(); } };
}
