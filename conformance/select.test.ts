import { describe, expect, test } from 'vitest';
import { FtpspecError } from '../src/ftpspec-error.ts';
import { Table } from '../src/machine/table.ts';
import { catalog, ftpTable } from './catalog.ts';
import { checkLevel } from './check-level.ts';
import { EVERYTHING, select, type Selection } from './select.ts';

const all = catalog(ftpTable);
const chosen = (selection: Partial<Selection>): string[] => select(all, ftpTable, { ...EVERYTHING, ...selection }).map(({ id }) => id);
const refused = (selection: Partial<Selection>): FtpspecError => {
  try {
    chosen(selection);
  } catch (error) {
    if (error instanceof FtpspecError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('selection', () => {
  test('an empty selection takes everything in its order', () => {
    expect(chosen({})).toEqual(all.map(({ id }) => id));
  });

  test('a chapter takes its checks and no other', () => {
    expect(chosen({ chapters: ['ACCESS'] })).toEqual(all.filter(({ chapter }) => chapter === 'access').map(({ id }) => id));
  });

  test('the beginning of an id takes all that begin so', () => {
    expect(chosen({ checks: ['access/logs-in'] })).toEqual(['access/logs-in-and-out']);
  });

  test('a rule takes the checks that cite it', () => {
    const ids = chosen({ rules: ['ftp-acc-38'] });
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual(all.filter(({ rules }) => rules.includes('FTP-ACC-38')).map(({ id }) => id));
  });

  test('a verb takes its checks, and an alias those of its verb', () => {
    expect(chosen({ verbs: ['pwd'] })).toEqual(chosen({ verbs: ['XPWD'] }));
  });

  test('a level takes itself and what is stricter', () => {
    const strict = chosen({ level: 'MUST' });
    const should = chosen({ level: 'SHOULD' });
    expect(strict.length).toBeLessThan(should.length);
    expect(should).toEqual(all.filter((check) => checkLevel(ftpTable.protocol, check) !== 'MAY').map(({ id }) => id));
  });

  test('names in one list are alternatives, lists must agree, skip takes away', () => {
    const either = chosen({ verbs: ['RETR', 'STOR'], chapters: ['transfer'] });
    expect(either.length).toBeGreaterThan(chosen({ verbs: ['RETR'], chapters: ['transfer'] }).length);
    expect(chosen({ verbs: ['RETR', 'STOR'], chapters: ['transfer'], skip: [either[0]!] })).not.toContain(either[0]);
  });
});

describe('refusals', () => {
  test.each([
    [{ chapters: ['acces'] }, 'no chapter is called "acces"', 'Did you mean access?'],
    [{ checks: ['access/logs-in-and-oat'] }, 'no check is called', 'access/logs-in-and-out'],
    [{ skip: ['nonsense/at all'] }, 'no check is called', '--list'],
    [{ rules: ['FTP-ACC-3x'] }, 'no rule or requirement', 'FTP-ACC-3'],
    [{ verbs: ['RETT'] }, 'no command is called "RETT"', 'RETR'],
    [{ verbs: ['RTER'] }, 'no command is called "RTER"', 'RETR'],
    [{ checks: [''] }, 'no check is called ""', '--list'],
  ])('%j', (selection, message, hint) => {
    const error = refused(selection);
    expect(error.code).toBe('UNKNOWN_NAME');
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });

  test('parts that exclude each other leave nothing', () => {
    const error = refused({ chapters: ['access'], checks: ['files/'] });
    expect([error.code, error.message]).toEqual(['NOTHING_SELECTED', 'no check is left by --chapter access --check files/']);
  });

  test('a requirement that nothing cites says why', () => {
    const silent = { ...ftpTable.protocol.requirements[0]!, id: 'FTP-GRA-R999', untested: 'only the server can see it' };
    const table = new Table({ ...ftpTable.protocol, requirements: [silent] });
    expect(() => select(all, table, { ...EVERYTHING, rules: ['FTP-GRA-R999'] })).toThrow(expect.objectContaining({ hint: 'No check cites FTP-GRA-R999: only the server can see it.' }));
  });
});
