import { SUITES, type Suite } from '../../conformance/catalog.ts';
import { ownSuite } from '../../conformance/own/suite.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { ownProtocol } from '../spec/own/own-protocol.ts';
import { readSpecFile } from '../spec/own/read-spec-file.ts';
import { showProblem } from '../spec/problem.ts';

/** Problems that are shown; after so many a file is hardly a specification. */
const MOST = 100;

/**
 * The suite of a protocol in one file.
 * @throws FtpspecError `BAD_SPEC`
 */
export async function loadOwnSuite(path: string): Promise<Suite> {
  const { protocol, problems } = ownProtocol(path, await readSpecFile(path));
  const taken = Object.keys(SUITES).includes(protocol.name) ? [{ place: `${path}:1`, problem: `\`${protocol.name}\` is a protocol of ftpspec: give the file another name` }] : [];
  const all = [...taken, ...problems];
  if (all.length > 0) {
    const lines = all.slice(0, MOST).map(showProblem);
    throw new FtpspecError('BAD_SPEC', `${path} has ${all.length} problem${all.length === 1 ? '' : 's'}:`, { hint: [...lines, ...(all.length > MOST ? [`and ${all.length - MOST} more`] : [])].join('\n') });
  }
  return ownSuite(protocol);
}
