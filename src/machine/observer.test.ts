import { describe, expect, it } from 'vitest';
import { ftp } from '../generated/ftp.ts';
import type { Answers } from './decide.ts';
import { Observer, type Observation } from './observer.ts';
import { Table } from './table.ts';

const table = new Table(ftp);

/** Follows a dialogue written as lines: `> VERB argument` is sent, a number is a reply. The last observation is returned. */
function follow(observer: Observer, dialogue: string, facts: Answers = {}): Observation {
  let last: Observation | null = null;
  for (const line of dialogue.split(',').map((part) => part.trim())) {
    if (line.startsWith('>')) {
      const [verb = '', ...rest] = line.slice(1).trim().split(' ');
      observer.sent(verb, rest.join(' '), facts);
    } else last = observer.reply(Number(line));
  }
  if (last === null) throw new Error('the dialogue has no reply');
  return last;
}

const LOGIN = '220, > USER u, 331, > PASS p, 230';
function loggedIn(): Observer {
  const observer = new Observer(table);
  expect(follow(observer, LOGIN).grade).toBe('pass');
  return observer;
}

describe('an observer', () => {
  it('names the rule that a reply shows and the command that it answers', () => {
    const observation = follow(loggedIn(), '> PWD, 257');
    expect(observation).toMatchObject({ grade: 'pass', rules: ['FTP-FIL-11'], answers: 'PWD' });
  });

  it('names for a violation the rules that would have applied and what they reply', () => {
    const observation = follow(loggedIn(), '> PWD, 357');
    expect(observation).toMatchObject({ grade: 'violation', rules: ['FTP-FIL-11'], answers: 'PWD', expected: ['257 (FTP-FIL-11)'] });
  });

  it('takes an unknown verb for an unknown command, which ends what RNFR began or does not', () => {
    expect(follow(loggedIn(), '> RNFR a, 350, > ALLO 1, 502, > RNTO b, 503', { 'cannot be renamed': false }).grade).not.toBe('violation');
    expect(follow(loggedIn(), '> RNFR a, 350, > ALLO 1, 502, > RNTO b, 250').grade).toBe('pass');
  });

  it('follows the way on which 500 tells of an unknown verb beside that on which it ends a transfer', () => {
    const observer = loggedIn();
    follow(observer, '> STOR f, 150');
    const number = observer.sent('LPSV', '');
    follow(observer, '425, 500');
    expect(observer.awaits(number)).toBe(false);
    expect(follow(observer, '> PWD, 257').grade).toBe('pass');
  });

  it('lets a second transfer be refused before what was sent ahead of it is answered', () => {
    expect(follow(loggedIn(), '> STOR f, 150, > PWD, > RETR g, > NOOP, 425, 425, 257, 200').grade).toBe('pass');
  });

  it('knows the session to be protected where TLS began with the connection', () => {
    const protectedFrom = (start: boolean): Observer => new Observer(table, { 'protected from the start': start });
    expect(follow(protectedFrom(true), `${LOGIN}, > PBSZ 0, 503`).grade).toBe('violation');
    expect(follow(protectedFrom(true), `${LOGIN}, > PBSZ 0, 200`)).toMatchObject({ grade: 'pass', rules: ['FTP-SEC-12'] });
    expect(follow(protectedFrom(false), `${LOGIN}, > PBSZ 0, 503`).rules).toContain('FTP-SEC-11');
  });

  it('accepts no reply before the greeting but the greeting', () => {
    for (const code of [150, 331, 530]) expect(new Observer(table).reply(code).grade).toBe('violation');
    expect(new Observer(table).reply(220).grade).toBe('pass');
  });

  it('follows a greeting in two replies', () => {
    expect(follow(new Observer(table), '120, 220, > NOOP, 200').grade).toBe('pass');
    expect(follow(new Observer(table), '120, 120').grade).toBe('violation');
  });

  it('refuses a reply that nobody asked for', () => {
    const observation = follow(loggedIn(), '> NOOP, 200, 200');
    expect(observation.grade).toBe('violation');
    expect(observation.expected).not.toEqual([]);
  });

  it('takes 421 at any time', () => {
    expect(follow(loggedIn(), '421')).toMatchObject({ grade: 'pass', answers: null });
    expect(follow(loggedIn(), '> NOOP, 421').grade).toBe('pass');
  });

  it('counts the rules taken and the states visited', () => {
    const observer = loggedIn();
    follow(observer, '> NOOP, 200, > NOOP, 200');
    expect(observer.taken.get('FTP-INF-2')).toBe(2);
    expect(observer.visited.has('loggedIn')).toBe(true);
    expect(observer.visited.has('sending')).toBe(false);
  });
});

describe('the facts', () => {
  it('left unknown allow success and failure', () => {
    for (const code of [150, 550]) expect(follow(loggedIn(), `> RETR f, ${code}`).grade).toBe('pass');
  });

  it('known to hold allow only what is said of them', () => {
    expect(follow(loggedIn(), '> SIZE f, 213', { 'file missing': true }).grade).toBe('violation');
    expect(follow(loggedIn(), '> SIZE f, 550', { 'file missing': true }).grade).toBe('pass');
  });

  it('known not to hold remove their rows', () => {
    const fine = Object.fromEntries(table.rows('SIZE').filter(({ rule }) => rule.when !== 'otherwise').map(({ rule }) => [rule.when, false]));
    expect(follow(loggedIn(), '> SIZE f, 550', fine).grade).toBe('violation');
    expect(follow(loggedIn(), '> SIZE f, 213', fine).grade).toBe('pass');
  });

  it('about an argument are read from its bytes', () => {
    expect(follow(loggedIn(), '> TYPE, 200').grade).toBe('violation');
    expect(follow(loggedIn(), '> TYPE A, 501').grade).toBe('pass');
    expect(follow(loggedIn(), '> PORT 1, 200').grade).toBe('violation');
  });

  it('come first in the order of the rows: what a known condition decides, later rows do not', () => {
    expect(follow(loggedIn(), '> RMD d, 250', { 'directory missing': true }).grade).toBe('violation');
  });

  it('leave habits under the same condition', () => {
    expect(follow(loggedIn(), '> LIST f, 150, 226', { 'path missing': true }).grade).toBe('pass');
    expect(follow(loggedIn(), '> LIST f, 150', { 'path missing': true })).toMatchObject({ grade: 'tolerated', rules: ['FTP-XFR-53'] });
  });
});

describe('a command that a server does not have', () => {
  it.each([500, 502])('may be answered %i when it is optional, and the session goes on', (code) => {
    const observer = loggedIn();
    expect(follow(observer, `> MLST f, ${code}`, { 'path missing': false })).toMatchObject({ grade: 'not-implemented', rules: [], answers: 'MLST' });
    expect(observer.waiting).toBe(false);
    expect(follow(observer, '> NOOP, 200').grade).toBe('pass');
  });

  it('is a violation when every server must have it', () => {
    expect(follow(loggedIn(), '> PWD, 502').grade).toBe('violation');
    expect(follow(loggedIn(), '> SYST, 500').grade).toBe('violation');
  });

  it('is answered once', () => {
    expect(follow(loggedIn(), '> MLST f, 502, 502').grade).toBe('violation');
  });

  it('is any unknown verb: 500 and 502 pass, success does not', () => {
    for (const code of [500, 502]) expect(follow(loggedIn(), `> XYZZY a b, ${code}`)).toMatchObject({ grade: 'pass', rules: ['FTP-FAI-1'], answers: 'XYZZY' });
    expect(follow(loggedIn(), '> XYZZY, 200').grade).toBe('violation');
  });
});

describe('an alias', () => {
  it.each(ftp.commands.filter(({ aliasOf }) => aliasOf !== null).map(({ verb, aliasOf }) => [verb, aliasOf!]))('%s has the rules of %s', (verb, of) => {
    const known = Object.fromEntries(table.rows(of).filter(({ rule }) => rule.when !== 'otherwise').map(({ rule }) => [rule.when, false]));
    const success = table.rows(of).find(({ rule }) => rule.when === 'otherwise' && rule.level === 'MUST' && rule.reply[0]![0]! < 400)!.rule;
    expect(follow(loggedIn(), `> ${verb} d, ${success.reply[0]![0]}`, known)).toMatchObject({ grade: 'pass', rules: [success.id], answers: verb });
  });

  it('may be missing where its command may not', () => {
    expect(follow(loggedIn(), '> XPWD, 500').grade).toBe('not-implemented');
    expect(follow(loggedIn(), '> XPWD, 357').grade).toBe('violation');
  });

  it('has the argument of its command', () => {
    expect(follow(loggedIn(), '> XMKD, 257').grade).toBe('violation');
    expect(follow(loggedIn(), '> XMKD, 501').grade).toBe('pass');
  });
});

describe('a long line', () => {
  const long = 'x'.repeat(2000);

  it('may be too long or be taken, whatever the verb', () => {
    expect(follow(loggedIn(), `> NOOP ${long}, 500`)).toMatchObject({ grade: 'pass', rules: ['FTP-FAI-3'] });
    expect(follow(loggedIn(), `> NOOP ${long}, 200`)).toMatchObject({ grade: 'pass', rules: ['FTP-INF-2'] });
    expect(follow(loggedIn(), `> CWD ${long}, 500, > NOOP, 200`).grade).toBe('pass');
  });

  it('is answered once', () => {
    const observer = loggedIn();
    expect(follow(observer, `> NOOP ${long}, 500`).grade).toBe('pass');
    expect(observer.waiting).toBe(false);
    expect(observer.reply(500).grade).toBe('violation');
  });

  it('may end the session, as a habit', () => {
    const observer = loggedIn();
    expect(['pass', 'tolerated']).toContain(follow(observer, `> NOOP ${long}, 421`).grade);
    expect(observer.closed().grade).toBe('pass');
  });

  it('is none within a thousand bytes', () => {
    expect(follow(loggedIn(), `> NOOP ${'x'.repeat(900)}, 500`).grade).toBe('violation');
  });
});

describe('a habit', () => {
  it('is tolerated once it shows, and what it leads to is followed', () => {
    const observer = loggedIn();
    expect(follow(observer, '> REIN, 230')).toMatchObject({ grade: 'tolerated', rules: expect.arrayContaining(['FTP-ACC-63']) });
    expect(follow(observer, '> PWD, 530').grade).toBe('pass');
  });

  it('that shows only later is tolerated then: RNTO succeeds although NOOP should have cancelled RNFR', () => {
    const observer = loggedIn();
    expect(follow(observer, '> RNFR a, 350, > NOOP, 200').grade).toBe('pass');
    expect(follow(observer, '> RNTO b, 250').grade).toBe('tolerated');
  });

  it('that does not show counts for nothing: RNTO is refused', () => {
    expect(follow(loggedIn(), '> RNFR a, 350, > NOOP, 200, > RNTO b, 503').grade).toBe('pass');
  });

  it('of one reply to ABOR leaves the session idle', () => {
    const observer = loggedIn();
    expect(follow(observer, '> RETR f, 150, > ABOR, 226, > NOOP, 200').grade).not.toBe('violation');
  });
});

describe('the end of the connection', () => {
  it('is right after 221 and after 421', () => {
    for (const dialogue of ['> QUIT, 221', '421']) {
      const observer = loggedIn();
      follow(observer, dialogue);
      expect(observer.closed().grade).toBe('pass');
    }
  });

  it('is a violation without a farewell', () => {
    expect(loggedIn().closed().grade).toBe('violation');
  });

  it('lets no reply follow', () => {
    expect(follow(loggedIn(), '> QUIT, 221, 200').grade).toBe('violation');
    expect(follow(loggedIn(), '> RETR f, 150, 421, 226').grade).toBe('violation');
  });

  it('waits for a transfer that QUIT came into', () => {
    expect(follow(loggedIn(), '> RETR f, 150, > QUIT, 226, 221').grade).toBe('pass');
    expect(follow(loggedIn(), '> RETR f, 150, > QUIT, 221, 226').grade).toBe('pass');
  });
});

describe('pipelined commands', () => {
  it('are answered in order', () => {
    expect(follow(loggedIn(), '> PWD, > SYST, 257, 215').grade).toBe('pass');
    expect(follow(loggedIn(), '> PWD, > SYST, 215').grade).toBe('violation');
  });

  it('are waited for until the last is answered', () => {
    const observer = loggedIn();
    expect(observer.waiting).toBe(false);
    follow(observer, '> NOOP, > SYST, 200');
    expect(observer.waiting).toBe(true);
    expect(observer.unanswered).toEqual(['SYST']);
    observer.reply(215);
    expect(observer.waiting).toBe(false);
  });

  it('leave a transfer waiting for its end', () => {
    const observer = loggedIn();
    follow(observer, '> RETR f, 150');
    expect(observer.waiting).toBe(true);
    expect(observer.states()).toEqual([expect.arrayContaining(['loggedIn', 'sending'])]);
    observer.reply(226);
    expect(observer.waiting).toBe(false);
  });

  it('refused as unknown where the session may be in or not leave both open', () => {
    expect(follow(loggedIn(), '> USER u, 530, > PASS p, 530, > LPSV, 500, > RETR f, 425', { 'password wrong': false }).grade).toBe('pass');
  });

  it('may be overtaken by those that reach a transfer', () => {
    expect(follow(loggedIn(), '> RETR f, 150, > NOOP, > STAT, 211, 226, 200').grade).toBe('pass');
    expect(follow(loggedIn(), '> RETR f, 150, > NOOP, > SYST, 215').grade).toBe('violation');
  });

  it('by the thousand keep the set of possibilities small', () => {
    const observer = loggedIn();
    for (let n = 0; n < 1000; n++) observer.sent('NOOP', '');
    for (let n = 0; n < 1000; n++) expect(observer.reply(200).grade).toBe('pass');
    expect(observer.possibilities).toBeLessThan(5);
    expect(observer.waiting).toBe(false);
  });

  it('that are long by the dozen keep it bounded', () => {
    const observer = loggedIn();
    for (let n = 0; n < 24; n++) observer.sent('NOOP', 'x'.repeat(2000));
    expect(observer.possibilities).toBeLessThanOrEqual(256);
    for (let n = 0; n < 24; n++) expect(observer.reply(n % 2 === 0 ? 200 : 500).grade).toBe('pass');
  });
});
