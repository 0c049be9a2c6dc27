import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { processPerformer } from './basic-ftp/process-performer.ts';
import { runClientCampaign, type ClientCampaignOptions, type ClientCampaignResult } from './campaign.ts';
import { clientFindingText, readClientFinding } from './finding.ts';
import { clientScenarioOf } from './generate.ts';
import type { Performer } from './performer.ts';
import type { ClientProblem } from './problem.ts';
import { replayDay } from './replay.ts';
import type { ClientScenario } from './scenario.ts';
import { shrinkDay } from './shrink.ts';

const FAULTY = new URL('faulty/program.ts', import.meta.url);

function search(options: Partial<ClientCampaignOptions>): Promise<ClientCampaignResult> {
  return runClientCampaign({ performers: [processPerformer('basic-ftp')], seed: 959, runs: Infinity, time: Infinity, maxFindings: 50, signal: new AbortController().signal, ...options });
}

const login = { call: 'access', password: 'right', secure: false } as const;

describe('a campaign against basic-ftp', () => {
  it('agrees with it on what was done, and finds our own servers without fault', { timeout: 120_000 }, async () => {
    // What is known of basic-ftp stands in reports/published/fuzz/basic-ftp.md.
    const { counts, findings, reason } = await search({ runs: 8, shrinks: false });
    expect(reason).toBe('complete');
    expect(counts.days).toBe(8);
    expect(counts.done).toBeGreaterThan(10);
    expect(findings.filter(({ verdict, problem }) => verdict === 'harness-error' || ['crash', 'uncaught', 'memory', 'escape', 'stranger'].includes(problem.kind)).map(({ id, problem }) => `${id}: ${problem.actual}`)).toEqual([]);
  });

  it('ends when it is told to', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await search({ signal: abort.signal })).toMatchObject({ reason: 'interrupted', counts: { days: 0 } });
  });

  it('makes the same day of the same seed and number, whatever went before', () => {
    expect(clientScenarioOf(7, 20)).toEqual(clientScenarioOf(7, 20));
    expect(clientScenarioOf(7, 20)).not.toEqual(clientScenarioOf(7, 21));
  });
});

const hidden = { ...login, secure: true } as const;
const download = { call: 'download', path: 'big.bin', startAt: 0 } as const;
const cut: ClientScenario = { habits: ['verbs/no-feat'], tricks: [{ trick: 'data', nth: 1, after: 1000, how: 'reset', known: true }], calls: [login, { call: 'pwd' }, download] };
const climbing: ClientScenario = { habits: ['verbs/no-facts'], tricks: [{ trick: 'listing', nth: 0, entries: [{ name: '../outside.txt', directory: false }] }], calls: [login, { call: 'list', path: '' }] };
const bounced: ClientScenario = { habits: [], tricks: [{ trick: 'address', nth: 0, host: 'stranger', port: 'own' }], calls: [login, { call: 'list', path: '' }] };
const refused: ClientScenario = { habits: [], tricks: [], calls: [login, { call: 'remove', path: 'missing' }] };

/** What basic-ftp itself is known for. */
const PUBLISHED = fileURLToPath(new URL('../../reports/published/fuzz/basic-ftp/', import.meta.url));
const OWN_FAULTS = new Set(readdirSync(PUBLISHED).flatMap((name) => readClientFinding(`${PUBLISHED}${name}`).key ?? []));

/** Each fault is seen on a day that shows it, and basic-ftp as it is bears the same day. */
const DAYS: readonly (readonly [fault: string, kind: ClientProblem['kind'], scenario: ClientScenario])[] = [
  ['believes cut downloads', 'false success', cut],
  ['believes refusals', 'false success', refused],
  ['follows names in listings', 'escape', climbing],
  ['goes wherever 227 says', 'stranger', bounced],
  ['logs in in clear where AUTH is refused', 'clear', { habits: [], tricks: [{ trick: 'reply', on: 'AUTH', turn: 'last', nth: 0, reply: { do: 'code', code: 502 } }], calls: [hidden] }],
  ['protects no data', 'clear', { habits: [], tricks: [], calls: [hidden, { call: 'download', path: 'small.txt', startAt: 0 }] }],
  ['loses an entry', 'value', { ...refused, calls: [login, { call: 'list', path: '' }] }],
  ['lets errors fly', 'uncaught', refused],
  ['dies of errors', 'crash', refused],
  ['keeps everything', 'memory', { ...refused, calls: [login, { call: 'pwd' }, { call: 'pwd' }] }],
];

describe('a faulty client', () => {
  // Another address of this machine, and the memory of a process, are to be had on Linux alone.
  it.each(DAYS.filter(([, kind]) => process.platform === 'linux' || (kind !== 'stranger' && kind !== 'memory')))('is found: %s', { timeout: 120_000 }, async (fault, kind, scenario) => {
    const performer = processPerformer(fault, FAULTY, [fault]);
    onTestFinished(() => performer.stop());
    const [played] = await replayDay({ ftpspec: 'client finding', title: '', key: null, scenario }, performer, 1);
    expect(played?.problem).toMatchObject({ kind });
  });

  it('is found: waits for ever', { timeout: 120_000 }, async () => {
    const patient = processPerformer('waits for ever', FAULTY, ['waits for ever']);
    onTestFinished(() => patient.stop());
    // A day's own deadline would be most of a minute.
    const performer: Performer = { ...patient, perform: (calls, stand, _, before) => patient.perform(calls, stand, 4000, before) };
    const [played] = await replayDay({ ftpspec: 'client finding', title: '', key: null, scenario: refused }, performer, 1);
    expect(played?.problem).toMatchObject({ kind: 'hang', rule: 'FTP-CLI-R16', call: 'remove' });
  });

  it('is no faulty one where it is basic-ftp itself', { timeout: 120_000 }, async () => {
    const performer = processPerformer('basic-ftp');
    onTestFinished(() => performer.stop());
    for (const [, , scenario] of DAYS) expect((await replayDay({ ftpspec: 'client finding', title: '', key: null, scenario }, performer, 1))[0]?.problem).toBeNull();
  });

  it('is found by what the generator makes, and its day is shrunk, kept and played again', { timeout: 120_000 }, async () => {
    const words = ['loses an entry'];
    const { findings } = await search({ performers: [processPerformer('faulty', FAULTY, words)], only: ['legal'], seed: 12, runs: 30, maxFindings: 1, known: OWN_FAULTS });
    const [finding] = findings;
    expect(finding?.problem).toMatchObject({ kind: 'value', call: 'list', rule: 'FTP-CLI-R21' });
    expect(finding?.scenario.calls.length).toBeLessThanOrEqual(2);
    const folder = mkdtempSync(join(tmpdir(), 'ftpspec-client-finding-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'finding.json');
    writeFileSync(path, clientFindingText(finding!));
    const performer = processPerformer('faulty', FAULTY, words);
    onTestFinished(() => performer.stop());
    expect(await replayDay(readClientFinding(path), performer, 1)).toMatchObject([{ shows: true }]);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"calls"', '"cells"'));
    expect(() => readClientFinding(path)).toThrow(/is no finding of a client/);
  });
});

describe('a day under TLS', () => {
  it.each([true, 'implicit'] as const)('is seen as one in clear is, and goes as well: %s', { timeout: 120_000 }, async (secure) => {
    const performer = processPerformer('basic-ftp');
    onTestFinished(() => performer.stop());
    const calls = [{ ...login, secure }, { call: 'list', path: '' }, download, { call: 'upload', path: 'new.bin', local: 'up.bin' }] as const;
    for (const tricks of [[], [{ trick: 'data', nth: 0, after: 0, how: 'unannounced', known: false }]] as const) {
      const [played] = await replayDay({ ftpspec: 'client finding', title: '', key: null, scenario: { habits: [], tricks: [...tricks], calls: [...calls] } }, performer, 1);
      expect(played?.problem).toBeNull();
      expect(played?.day.calls.map(({ told }) => told?.ok)).toEqual([true, true, true, true]);
      expect(played?.day.exchange.said.filter(({ what }) => what === 'protected')).toHaveLength(1);
      expect(played?.day.exchange.carried.map(({ verb, secured, ended }) => `${verb} ${secured} ${verb === 'STOR' || ended}`)).toEqual(['MLSD true end', 'RETR true end', 'STOR true true']);
    }
  });

  it('is none in clear where PROT is refused', { timeout: 120_000 }, async () => {
    const performer = processPerformer('basic-ftp');
    onTestFinished(() => performer.stop());
    const [played] = await replayDay({ ftpspec: 'client finding', title: '', key: null, scenario: { habits: [], tricks: [{ trick: 'reply', on: 'PROT', turn: 'last', nth: 0, reply: { do: 'code', code: 536 } }], calls: [hidden, download] } }, performer, 1);
    expect(played?.problem).toBeNull();
    expect(played?.day.calls[1]?.told).toMatchObject({ ok: false });
  });
});

describe('shrinking', () => {
  it('leaves what shows the problem, and asks no other question', async () => {
    const still = async ({ tricks, calls }: ClientScenario): Promise<boolean> => tricks.some(({ trick }) => trick === 'data') && calls.some(({ call }) => call === 'download');
    const { scenario, plays } = await shrinkDay({ ...cut, tricks: [...bounced.tricks, ...cut.tricks, ...climbing.tricks] }, still);
    expect(scenario).toEqual({ habits: [], tricks: cut.tricks, calls: [{ call: 'download', path: 'small.txt', startAt: 0 }] });
    expect(plays).toBeLessThan(60);
    expect((await shrinkDay({ ...refused, habits: ['texts/utf-8'] }, async () => true)).scenario.tricks).toEqual([]);
  });
});
