import { describe, expect, it } from 'vitest';
import { documentTotals } from './coverage-totals.ts';
import { startFtpspec } from './ftpspec-process.ts';
import { trace } from './trace.ts';

describe('traceability', () => {
  const traced = trace();

  it('leads from a clause to its rules and checks, and back', () => {
    const clause = traced.clauses.find((one) => one.clause === 'RFC 2428 §3');
    expect(clause?.rules).toContain('FTP-XFR-R9');
    expect(clause?.checks).toContain('transfer/229-has-a-port-alone');
    const check = traced.checks.find(({ id }) => id === 'transfer/229-has-a-port-alone');
    expect(check?.clauses).toContain('RFC 2428 §3');
  });

  it('reaches the checks of clients', () => {
    expect(traced.checks.some(({ rules }) => rules.includes('FTP-CLI-R1'))).toBe(true);
  });

  it('indexes commands, reply codes and states', () => {
    expect(traced.commands.find(({ name }) => name === 'RETR')?.rules).toContain('FTP-XFR-57');
    expect(traced.replies.find(({ name }) => name === '227')?.rules).toEqual(['FTP-XFR-19']);
    expect(traced.states.find(({ name }) => name === 'renaming')?.checks).toContain('files/rnto-argument-missing');
  });

  it('counts what holds each document', () => {
    const totals = documentTotals(new Set(['FTP-ACC-3']));
    const rfc959 = totals.find(({ document }) => document === 'RFC 959')!;
    expect(rfc959.sentences).toBeGreaterThan(300);
    expect(rfc959.mustsShown).toBeGreaterThan(0);
    expect(rfc959.mustsShown).toBeLessThan(20);
    expect(rfc959.byReasonAlone).toBeLessThan(rfc959.sentences / 2);
  });
});

it('prints an index, JSON, and what it has instead of an unknown document', async () => {
  const clauses = startFtpspec('coverage', '--by', 'clause', 'rfc2389');
  const json = startFtpspec('coverage', '--json');
  const unknown = startFtpspec('coverage', 'rfc9999');
  expect(await Promise.all([clauses.ended, json.ended, unknown.ended])).toEqual([0, 0, 2]);
  expect(clauses.out()).toMatch(/^RFC 2389 §3\.2 {2}\d+ sentences$/m);
  expect(clauses.out()).not.toContain('RFC 959 §1');
  expect(Object.keys(JSON.parse(json.out()) as object)).toEqual(['documents', 'clauses', 'checks', 'commands', 'replies', 'states']);
  expect(unknown.err()).toContain('the census has no document "rfc9999"');
});
