import { describe, expect, it } from 'vitest';
import { ftpTable } from '../../conformance/catalog.ts';
import { ReplyReader, type Reply } from '../../src/wire/reply.ts';
import { Promises } from './promises.ts';
import { statementUntruth } from './statements.ts';
import { Tree } from './tree.ts';
import { freshPlace } from './truth.ts';

const USUAL = 'perm;size;unique;modify;';
const FEAT = '211-Features:\r\n AUTH TLS;SSL\r\n LANG EN*;DE\r\n MODE Z\r\n HASH SHA-1;SHA-256*\r\n AVBL\r\n HOST\r\n211 End';

function replyOf(text: string): Reply { return new ReplyReader().push(Buffer.from(text, 'latin1'))[0]!; }

/** What is said of each reply, one after the other. `lacking`: the server says that it has no such verb. */
function follow(...said: readonly (readonly [line: string, reply: string, how?: { lacking?: boolean; inside?: boolean; works?: boolean }])[]): (string | null)[] {
  const promises = new Promises(ftpTable);
  return said.map(([line, reply, { lacking = false, inside = true, works = true } = {}]) => {
    const [, verb = '', argument = ''] = /^(SITE \S+|\S+) ?(.*)$/.exec(line)!;
    return promises.note({ verb, argument, reply: replyOf(`${reply}\r\n`), lacking, inside }, () => works)?.symptom ?? null;
  });
}

describe('what FEAT promises', () => {
  it('is held against a verb that is unknown, whichever came first', () => {
    expect(follow(['FEAT', FEAT], ['AVBL', '502 no', { lacking: true }])).toEqual([null, 'AVBL is unknown']);
    expect(follow(['AVBL', '502 no', { lacking: true }], ['FEAT', FEAT])).toEqual([null, 'AVBL is unknown']);
    expect(follow(['FEAT', FEAT], ['COMB', '502 no', { lacking: true }])).toEqual([null, null]);
  });

  it('is held against what was refused before the login only where it has no other place', () => {
    const early = { lacking: true, inside: false };
    expect(follow(['AVBL', '502 no', early], ['FEAT', FEAT, { works: true }])).toEqual([null, null]);
    expect(follow(['HOST localhost', '502 no', early], ['FEAT', FEAT, { works: false }])).toEqual([null, 'HOST is unknown']);
  });

  it('is held against the refusal of a word that is listed, in any case, and of no other', () => {
    expect(follow(['FEAT', FEAT], ['AUTH tls', '504 no']).at(-1)).toBe('AUTH refuses what is listed');
    expect(follow(['FEAT', FEAT], ['LANG de', '504 no']).at(-1)).toBe('LANG refuses what is listed');
    expect(follow(['FEAT', FEAT], ['OPTS HASH SHA-1', '501 no']).at(-1)).toBe('HASH refuses what is listed');
    expect(follow(['FEAT', FEAT], ['AUTH GSSAPI', '504 no'], ['LANG x-nobody', '504 no'], ['AUTH TLS', '534 not now'], ['MODE Z', '504 no', { works: false }], ['OPTS HASH SHA-1', '500 unknown', { lacking: true }])).toEqual([null, null, null, null, null, null]);
  });

  it('is held against services that SITE HELP names, but for those it marks', () => {
    expect(follow(['SITE HELP', '214-They are\r\n CHMOD UMASK*\r\n214 end'], ['SITE UMASK', '500 no', { lacking: true }], ['SITE CHMOD 644 x', '500 no', { lacking: true }])).toEqual([null, null, 'SITE CHMOD is unknown']);
  });
});

describe('what FEAT lists', () => {
  const about = (feat: string, facts: readonly string[] | null = null): string | null => {
    const place = freshPlace();
    const chosen = { ...place, settings: { ...place.settings, facts: facts === null ? null : new Set(facts) } };
    return statementUntruth({ verb: 'FEAT', argument: '', reply: replyOf(`211-Features\r\n${feat}\r\n211 End\r\n`), tree: new Tree('fq', new Map()), place: chosen, home: '/', now: null, converts: false, host: null })?.symptom ?? null;
  };

  it('has nothing behind TVFS and HOST', () => {
    expect([about(' TVFS'), about(' TVFS 1.0'), about(' HOST'), about(' HOST x')]).toEqual([null, 'something behind TVFS', null, 'something behind HOST']);
  });

  it('offers the usual facts', () => {
    expect([about(` MLST type*;${USUAL}`), about(' MLST type*;size*;')]).toEqual([null, 'no perm']);
  });

  it('marks the facts that were chosen, and no others', () => {
    expect([about(` MLST type;${USUAL}`), about(` MLST type*;${USUAL}`, ['type']), about(` MLST type;${USUAL}`, ['type']), about(` MLST type*;${USUAL.replace('size', 'size*')}`, ['type'])]).toEqual([null, null, 'a chosen fact without an asterisk', 'a fact that was not chosen']);
  });
});
