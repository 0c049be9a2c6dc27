import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { FtpspecError } from '../src/ftpspec-error.ts';

/** Bytes of a finding's file; anything larger is none. */
const MOST = 8 * 2 ** 20;

/** What a file has to be: its form, what it is called, and the command whose corpus holds such files. */
export interface FindingForm<T> { readonly schema: z.ZodType<T>; readonly name: string; readonly command: string }

/**
 * Reads the file of a finding.
 * @throws FtpspecError `BAD_FINDING` when it cannot be read or is none
 */
export function readFindingFile<T>(path: string, { schema, name, command }: FindingForm<T>): T {
  try {
    const facts = statSync(path);
    if (!facts.isFile()) throw new Error('it is no regular file');
    if (facts.size > MOST) throw new Error(`${facts.size} bytes are too many`);
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).split('\n').slice(0, 2).join(' ') : (error as Error).message;
    throw new FtpspecError('BAD_FINDING', `${path} is no ${name}: ${reason}`, { hint: `Give a .json file from the corpus directory of \`ftpspec ${command}\`.` });
  }
}

const told = z.looseObject({ ftpspec: z.string() });

/**
 * Which of the two a file holds: what `fuzz` found in a server, or what `fuzz-client` found in a client.
 * @throws FtpspecError `BAD_FINDING` when it cannot be read or is none
 */
export function sideOfFinding(path: string): 'server' | 'client' {
  const { ftpspec } = readFindingFile(path, { schema: told, name: 'finding', command: 'fuzz` or `ftpspec fuzz-client' });
  return ftpspec === 'client finding' ? 'client' : 'server';
}
