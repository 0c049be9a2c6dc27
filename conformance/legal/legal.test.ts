import { describe, expect, it } from 'vitest';
import { catalog } from '../catalog.ts';
import { legalServers } from './all.ts';
import { judge } from './judge.ts';
import { together, type Legal } from './legal.ts';

const byId = new Map(legalServers.map((server) => [server.id, server]));
const topic = (name: string): Legal[] => legalServers.filter(({ id }) => id.startsWith(`${name}/`));

/** Oddities that one server can have all at once; `npm run legal` tries each alone. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  codes: topic('codes').filter(({ id }) => !/for-501$|for-550$|553$|530-for|for-226$/.test(id)).map(({ id }) => id),
  others: ['codes/500-for-501', 'codes/250-for-226', 'texts/bare-inner-lines', 'texts/227-without-parentheses', 'texts/257-without-comment', 'listings/dos', 'transfers/226-long-after'],
  'few verbs': ['names/nlst-of-nothing-550', 'verbs/only-what-must-be-502', 'verbs/port-refused-500', 'texts/numbers-in-inner-lines', 'texts/utf-8', 'listings/names'],
  'its own ways': ['logins/120-first', 'logins/closes-after-530', 'logins/no-change', 'texts/227-behind-an-equals-sign', 'texts/226-tells-the-speed', 'listings/header-and-trailer', 'transfers/everything-in-its-turn', 'names/no-overwriting', 'wire/glued'],
  'no password': ['logins/no-password', 'texts/none', 'listings/eplf', 'verbs/feat-in-its-own-words', 'names/rnfr-kept'],
};

/** Checks of other chapters that spell a login out. */
const LOGINS_ELSEWHERE = ['grammar/lower-case-verbs', 'failure/pipelined-login', 'failure/login-byte-by-byte', 'security/login-under-tls', 'client/logs-in', 'transfer/pasv-upload', 'files/rename-follows-cwd'];

describe('unusual but correct servers', () => {
  it('are forty and more, each with an id of its own and a reason', () => {
    expect(byId.size).toBe(legalServers.length);
    expect(legalServers.length).toBeGreaterThan(40);
    expect(legalServers.filter(({ why }) => why === '')).toEqual([]);
  });

  // The checks that oddities of the group touch: the others see nothing of them.
  it.each(Object.entries(GROUPS))('are not accused: %s', { timeout: 120_000 }, async (name, ids) => {
    const servers = ids.map((id) => byId.get(id)!);
    const checks = catalog().filter((check, at) => !check.exclusive && !check.id.startsWith('files/name-') && at % 3 === Object.keys(GROUPS).indexOf(name) % 3);
    const { wrong } = await judge(together(`all/${name}`, servers), { checks, timeout: 10_000 });
    expect(wrong.map(({ id, verdict, reason, findings }) => `${verdict} ${id} ${reason ?? ''} ${findings.map(({ rule, sent, actual }) => `${rule} ${sent}: ${actual}`).join('; ')}`)).toEqual([]);
  });

  it.each(['logins/account', 'logins/account-at-once', 'logins/account-to-store'])('are not accused, given the account, in the chapters of logins: %s', { timeout: 60_000 }, async (id) => {
    const checks = catalog().filter(({ id, chapter }) => chapter === 'access' || LOGINS_ELSEWHERE.includes(id));
    const { wrong, records } = await judge(byId.get(id)!, { checks, timeout: 10_000 });
    expect(wrong.map(({ id, verdict, reason }) => `${verdict} ${id} ${reason ?? ''}`)).toEqual([]);
    expect(records.filter(({ verdict }) => verdict === 'blocked')).toEqual([]);
    expect(records.find(({ id }) => id === 'access/wrong-account-keeps-out')?.verdict).toBe(id.endsWith('store') ? 'not-implemented' : 'pass');
  });

  it('are told what is missing where no account was given', { timeout: 60_000 }, async () => {
    const { records } = await judge(byId.get('logins/account-not-given')!, { checks: catalog().filter(({ id }) => ['access/logs-in-and-out', 'transfer/pasv-upload'].includes(id)) });
    expect(records.map(({ verdict, reason }) => [verdict, /^the server asks for an account \(332\).* --account$/.test(reason ?? '') || reason])).toEqual([['blocked', true], ['blocked', true]]);
  });

  // Eight checks at a time want more sessions than that.
  it.each(['logins/bans-who-guesses', 'logins/ten-sessions', 'logins/four-of-an-address', 'logins/four-of-a-user', 'logins/six-places'])('are not accused of turning sessions away: %s', { timeout: 120_000 }, async (id) => {
    const checks = catalog().filter((check, at) => (at % 10 === 0 && !check.exclusive) || check.guesses);
    const { wrong, records } = await judge(byId.get(id)!, { checks, timeout: 4000, concurrency: 12 });
    expect(wrong.map(({ id, verdict, reason }) => `${verdict} ${id} ${reason ?? ''}`)).toEqual([]);
    expect(records.length).toBe(checks.length);
  });
});
