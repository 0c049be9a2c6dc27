import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '../../../src/server/interop/program.ts';
import { adapted } from '../adapted.ts';
import { runClientCampaign } from '../campaign.ts';
import type { Performer } from '../performer.ts';
import type { ClientProblem } from '../problem.ts';
import { replayDay } from '../replay.ts';
import type { ClientScenario } from '../scenario.ts';
import { commandPerformer } from './command-performer.ts';

const folder = mkdtempSync(join(tmpdir(), 'ftpspec-command-'));
beforeAll(() => writeFileSync(script, CLIENT));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const script = join(folder, 'client.mjs');

/** A command client; what is not said it cannot do. */
function commands(get: string | null, put: string | null = null, ls: string | null = null, limit = 20_000, mirror: string | null = null): Performer {
  return commandPerformer('a client', { spawn: null, login: '', get: '', put: '', ls: '', quit: '', spawnGet: get, spawnPut: put, spawnLs: ls, spawnMirror: mirror }, limit);
}

function own(fault: string, limit?: number): Performer {
  const command = (goal: string): string => `${process.execPath} ${script} '${fault}' {host} {port} ${goal}`;
  return commands(command('RETR {name}'), command('STOR {name}'), command('LIST'), limit, command('MIRROR'));
}

async function judged(performer: Performer, scenario: Omit<ClientScenario, 'alone'>): Promise<ClientProblem | null> {
  const [played] = await replayDay({ ftpspec: 'client finding', title: '', key: null, scenario: { ...scenario, alone: true } }, performer, 1);
  performer.stop();
  return played!.problem;
}

const download = { call: 'download', path: 'small.txt', startAt: 0 } as const;
const upload = { call: 'upload', path: 'new.bin', local: 'up.bin' } as const;
const list = { call: 'list', path: '' } as const;
const good = { habits: [], tricks: [], calls: [download, upload, list] };
const refused = { ...good, calls: [{ ...download, path: 'missing' }] };
const cut = { ...good, tricks: [{ trick: 'data' as const, nth: 1, after: 1000, how: 'reset' as const, known: true }], calls: [{ ...download, path: 'big.bin' }] };

describe.concurrent('a command', { timeout: 120_000 }, () => {
  it('is without fault where it is told what came of each thing, with legal servers and others', async () => {
    for (const day of [good, refused, cut]) expect(await judged(own('none'), day)).toBeNull();
  });

  it.each<readonly [string, string, Omit<ClientScenario, 'alone'>, Partial<ClientProblem>]>([
    ['exit status 0 for a file that was refused', 'believes', refused, { kind: 'false success', rule: 'FTP-CLI-R11', call: 'download' }],
    ['exit status 0 for half a file', 'believes', cut, { kind: 'false success', call: 'download' }],
    ['a file without its last byte', 'short', good, { kind: 'value', rule: 'FTP-CLI-R8', call: 'download' }],
    ['a file stored without its last byte', 'short', { ...good, calls: [upload] }, { kind: 'value', rule: 'FTP-CLI-R9', call: 'upload' }],
    ['an entry that is not shown', 'hides', { ...good, calls: [list] }, { kind: 'value', rule: 'FTP-CLI-R21', call: 'list' }],
    ['a failure where nothing was refused', 'doubts', { ...good, calls: [list] }, { kind: 'false failure', call: 'list' }],
    ['success without a session', 'idle', { ...good, calls: [list] }, { kind: 'false success', symptom: 'never asked' }],
    ['its death', 'dies', refused, { kind: 'crash', rule: 'FTP-CLI-R24' }],
  ])('is judged by %s', async (_, fault, day, problem) => {
    expect(await judged(own(fault), day)).toMatchObject(problem);
  });

  it('is judged by what it writes where a listing leads it', async () => {
    const climbing = { habits: ['verbs/no-facts'], tricks: [{ trick: 'listing' as const, nth: 0, entries: [{ name: '../led.txt', directory: false }] }], calls: [{ call: 'downloadToDir' as const, path: '' }] };
    expect(await judged(own('climbs'), climbing)).toMatchObject({ kind: 'escape', rule: 'FTP-CLI-R23', call: 'downloadToDir' });
    expect(await judged(own('none'), climbing)).toBeNull();
  });

  it('that waits for ever is ended at its limit', async () => {
    expect(await judged(own('waits', 3000), refused)).toMatchObject({ kind: 'hang', rule: 'FTP-CLI-R16', call: 'download' });
  });

  it('plays of a day of one session what it can, each a session of its own', () => {
    const day: ClientScenario = { habits: ['texts/empty'], tricks: [], calls: [{ call: 'access', password: 'right', secure: false }, { call: 'pwd' }, download, list] };
    expect(adapted(day, commands('get {name}'))).toEqual({ ...day, calls: [download], alone: true });
    expect(() => adapted({ ...day, calls: [{ call: 'pwd' }] }, commands('get {name}'))).toThrow(/can do nothing of this day: pwd/);
  });

  it('that does not come to its server is no client', async () => {
    const campaign = (performer: Performer): Promise<unknown> => runClientCampaign({ performers: [performer], seed: 1, runs: 3, time: Infinity, maxFindings: 1, signal: new AbortController().signal });
    await expect(campaign(commands('/no/such/client {port}', null, null))).rejects.toThrow(/the client never connected: exit status 127/);
    await expect(campaign(commands('true {port}'))).rejects.toThrow(/it ended, and called that a success/);
  });
});

const URL_OF = 'ftp://{user}:{password}@{host}:{port}/';
const CURL = 'curl -sS --connect-timeout 10 --max-time 15';

// Where tests run for others (CI) it has to be there.
describe.skipIf(!present('curl'))(`curl${present('curl') ? '' : ' is not on this machine'}`, { timeout: 120_000 }, () => {
  const curl = (): Performer => commands(`${CURL} ${URL_OF}{path} -o {name}`, `${CURL} -T {name} ${URL_OF}`, `${CURL} ${URL_OF}`);

  it('is without fault with odd servers and with broken transfers', async () => {
    for (const day of [{ ...good, habits: ['texts/empty', 'verbs/only-what-must-be', 'transfers/226-before-the-close'] }, refused, cut]) expect(await judged(curl(), day)).toBeNull();
  });

  it('takes 120 for a refusal', async () => {
    expect(await judged(curl(), { ...good, habits: ['logins/120-first'], calls: [download] })).toMatchObject({ kind: 'false failure', rule: 'FTP-CLI-R1', call: 'download' });
  });
});

/** A small client of FTP, with the fault that its first word names. */
const CLIENT = String.raw`
import { readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
const [fault, host, port, verb, name = ''] = process.argv.slice(2);
if (fault === 'idle') process.exit(0);
const control = net.connect(port, host).on('error', () => {}).on('close', () => { for (const give of waiting.splice(0)) give('000 gone'); });
const lines = [], waiting = [];
let text = '';
control.on('data', (chunk) => {
  text += chunk;
  for (let end; (end = text.indexOf('\r\n')) !== -1; text = text.slice(end + 2)) if (/^\d{3} /.test(text)) lines.push(text.slice(0, end));
  while (lines.length > 0 && waiting.length > 0) waiting.shift()(lines.shift());
});
const next = () => new Promise((give) => { if (lines.length > 0) give(lines.shift()); else if (control.destroyed) give('000 gone'); else waiting.push(give); });
const say = (line) => { control.write(line + '\r\n'); return next(); };
let kept = Buffer.alloc(0);
let broken = false;
async function work() {
  await next();
  for (const line of ['USER tester', 'PASS secret', 'TYPE I']) if (!/^[23]/.test(await say(line))) return false;
  const data = net.connect(Number(/\|(\d+)\|/.exec(await say('EPSV'))[1]), host);
  const ended = new Promise((done) => data.on('error', () => { broken = true; }).on('data', (chunk) => { kept = Buffer.concat([kept, chunk]); }).on('close', done));
  if (!/^1/.test(await say(((verb === 'MIRROR' ? 'LIST' : verb) + ' ' + name).trim()))) { data.destroy(); return false; }
  if (verb === 'STOR') data.end(readFileSync(name).subarray(0, fault === 'short' ? -1 : undefined));
  const last = await next();
  await ended;
  return /^2/.test(last) && !broken;
}
const done = await work();
if (verb === 'RETR') writeFileSync(name, kept.subarray(0, fault === 'short' ? -1 : undefined));
if (verb === 'LIST') console.log(String(kept).replace(fault === 'hides' ? 'small.txt' : '\0', ''));
if (verb === 'MIRROR' && fault === 'climbs') for (const [, led] of String(kept).matchAll(/ (\.\.\/.*)\r\n/g)) writeFileSync(led, '');
if (fault === 'waits' && !done) setInterval(() => {}, 1000);
else if (fault === 'dies' && !done) process.kill(process.pid, 'SIGSEGV');
else process.exit(fault === 'doubts' || !(done || fault === 'believes') ? 1 : 0);
`;
