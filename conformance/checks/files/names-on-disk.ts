import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, type Check } from '../../check.ts';
import { Stop } from '../../stop.ts';
import { tryReceive } from './attempt.ts';

const HINT = 'A name may hold CR LF, a line of a listing may not: leave such names out, or write another character.';

/** RFC 3659 says it of MLSD, whose grammar is its own; of the older listings it can only advise. */
const ruleOf = (verb: string): string => (verb === 'MLSD' ? 'FTP-FIL-R66' : 'FTP-FIL-R69');

/** Names that only somebody with access to the disk can give. */
export const nameOnDiskChecks: readonly Check[] = ['LIST', 'NLST', 'MLSD'].map((verb) =>
  check(`files/${verb.toLowerCase()}-shows-no-crlf-in-a-name`, `shows by ${verb} no name that holds CR LF as it is`, [ruleOf(verb)], async (tester) => {
    const { root } = tester.testee;
    if (root === null) throw new Stop('skipped', 'the served directory is not known, so no file can get such a name');
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    const [head, tail] = [tester.name('-head'), tester.name('-tail')];
    const path = join(root, directory, `${head}\r\n${tail}`);
    try {
      await writeFile(path, 'x');
    } catch (error) {
      throw new Stop('skipped', `no file can get such a name: ${(error as Error).message}`);
    }
    try {
      const lines = (await tryReceive(tester, session, `${verb} ${directory}`)).bytes.toString('latin1').split('\r\n');
      session.require(!lines.some((line) => line.startsWith(tail)), ruleOf(verb), `no line that begins with ${tail}`, `${tail} stands in a line of its own`, HINT);
    } finally {
      await rm(path, { force: true });
    }
  }, { verbs: [verb] }));
