import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ftp } from '../src/generated/ftp.ts';
import { loadCensus } from '../src/spec/census/load-census.ts';
import { unchecked } from '../src/spec/census/unchecked.ts';
import { showProblem } from '../src/spec/problem.ts';
import { catalog } from './catalog.ts';
import { clientChecks } from './client/client-suite.ts';
import { profileOf } from './client/profiles.ts';

const spec = join(import.meta.dirname, '../spec');
const cited = new Set([...catalog(), ...clientChecks(profileOf('ftp'))].flatMap(({ rules }) => rules));

describe('the census', () => {
  it('accounts for every normative sentence of the documents, quotes what they say, and names what there is', async () => {
    const { censuses, problems } = await loadCensus(spec, ftp);
    expect(problems.map(showProblem)).toEqual([]);
    expect(censuses.map(({ document }) => document)).toContain('RFC 959');
    // What a server has to do and nothing holds yet.
    expect(censuses.flatMap(({ sections }) => sections).flatMap(({ entries }) => entries).filter(({ reasons }) => reasons.some(({ kind }) => kind === 'gap')).map(({ sentence }) => sentence)).toEqual([]);
  });

  it('has a check for every MUST, or says why not', async () => {
    const text = await readFile(join(spec, 'census/unchecked.md'), 'utf8');
    expect(unchecked(ftp, cited, 'spec/census/unchecked.md', text).map(showProblem)).toEqual([]);
  });

  it('notices a MUST without a check, and an excuse that is stale', () => {
    const text = '| id | no check because |\n| --- | --- |\n| FTP-ACC-3 | greets nobody |\n| FTP-XXX-1 | is none |\n';
    const found = unchecked(ftp, new Set([...cited].filter((id) => id !== 'FTP-FIL-R1')), 'u.md', text).map(showProblem);
    expect(found).toContain('u.md:3: FTP-ACC-3 has a check now: take it from this list');
    expect(found).toContain('u.md:4: nothing is called FTP-XXX-1');
    expect(found.filter((line) => line.includes('FTP-FIL-R1 is a MUST and no check cites it'))).toHaveLength(1);
  });
});
