import { mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { FtpspecError } from '../ftpspec-error.ts';

/**
 * Opens a log file to add to; its directory is made where there is none.
 * @returns the file descriptor
 * @throws FtpspecError `UNWRITABLE`
 */
export function openLog(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'a');
  } catch (error) {
    throw new FtpspecError('UNWRITABLE', `cannot write the log file ${path}: ${(error as Error).message}`);
  }
}
