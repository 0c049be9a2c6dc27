import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DestinationStream } from 'pino';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { openLog } from './open-log.ts';

const LEVELS: Readonly<Record<number, string>> = { 10: 'TRACE', 20: 'DEBUG', 30: 'INFO', 40: 'WARNING', 50: 'ERROR', 60: 'CRITICAL' };

/** A record of pino as our logs write it. */
interface LogRecord {
  readonly level: number;
  /** Milliseconds. */
  readonly time: number;
  readonly msg?: string;
  readonly connection?: string;
  readonly sent?: string;
  readonly received?: string;
  readonly [more: string]: unknown;
}

/**
 * A log of text lines in `DIRECTORY/NAME_YYYYMMDD_HHMMSS.log` (local time); the directory is made where there is none.
 * Each line has time, level and the name of its connection: `2026-01-31 12:00:00,000 - INFO - [127.0.0.1:50000] connected`.
 * @throws FtpspecError `UNWRITABLE`
 */
export function datedLog(directory: string, name: 'client' | 'server'): { readonly path: string; readonly stream: DestinationStream } {
  const [date, time] = stamp(Date.now()).slice(0, 19).replace(/[-:]/g, '').split(' ');
  const path = join(directory, `${name}_${date}_${time}.log`);
  const file = openLog(path);
  // Written at once: a command may end the process at any moment.
  return { path, stream: { write: (json) => { writeSync(file, textLine(json, name)); } } };
}

/** A record of pino as a line. What strangers sent cannot begin a line of its own. */
export function textLine(json: string, main: string): string {
  const { level, time, msg = '', connection = main, sent, received, ...rest } = JSON.parse(json) as LogRecord;
  const text = sent !== undefined ? `> ${sent}` : received !== undefined ? `< ${received}` : msg;
  const more = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  return `${stamp(time)} - ${LEVELS[level] ?? level} - [${terminalSafe(connection)}] ${terminalSafe(text + more)}\n`;
}

/** `2026-01-31 12:00:00,000`, local time. */
function stamp(time: number): string {
  const moment = new Date(time);
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const date = [moment.getFullYear(), pad(moment.getMonth() + 1), pad(moment.getDate())].join('-');
  return `${date} ${pad(moment.getHours())}:${pad(moment.getMinutes())}:${pad(moment.getSeconds())},${pad(moment.getMilliseconds(), 3)}`;
}
