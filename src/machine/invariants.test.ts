import { describe, expect, it } from 'vitest';
import { ftp } from '../generated/ftp.ts';
import { reachable, type Edge } from './reachable.ts';
import { Table, type Vector } from './table.ts';

const table = new Table(ftp);
const space = reachable(table);
const is = (vector: Vector, state: string): boolean => table.holds(vector, state);
const first = (edge: Edge): number => edge.row.rule.reply[0]?.[0] ?? 0;
const show = (edge: Edge): string => `${table.names(edge.from).join()} on ${edge.on} (${edge.row.rule.id})`;
const violating = (wrong: (edge: Edge) => boolean): string[] => space.edges.filter(wrong).slice(0, 3).map(show);

const transferring = (vector: Vector): boolean => !is(vector, 'idle');
const begins = (verb: string): boolean => table.rows(verb).some(({ rule }) => rule.reply[0]!.some((code) => code < 200));
const TRANSFERS = ['RETR', 'STOR', 'STOU', 'APPE', 'LIST', 'NLST', 'MLSD'];

/** The step that the reference server would not make, since it always wants a login where the command table does. */
const offDuty = (edge: Edge): boolean => edge.answers['login wanted first'] === false && table.commands.get(edge.on)?.login === true;

describe('the reachable space', () => {
  it('is that of a session and not of the product of its regions', () => {
    const product = table.regions.reduce((size, region) => size * region.states.length, 1);
    expect(space.states.length).toBeGreaterThan(100);
    expect(space.states.length).toBeLessThan(product);
    const entered = space.edges.flatMap(({ row }) => row.rule.next);
    expect(new Set([...space.states.flatMap((state) => table.names(state)), ...entered])).toEqual(new Set(ftp.states.map(({ name }) => name)));
  });

  it('takes every rule that the reference server can take', () => {
    const taken = new Set(space.edges.map(({ row }) => row.rule.id));
    const consequences = ftp.rules.filter(({ reply }) => reply.length === 0).map(({ id }) => id);
    const never = ftp.rules.filter(({ id, level }) => level !== 'HABIT' && !taken.has(id) && !consequences.includes(id)).map(({ id }) => id);
    expect(never).toEqual([]);
  });

  it('has an answer to every command and line in every state that reads commands', () => {
    const events = [...ftp.commands.filter(({ aliasOf }) => aliasOf === null).map(({ verb }) => verb), ...ftp.events.filter(({ from }) => from === 'line').map(({ name }) => name)];
    const answered = new Set(space.edges.map((edge) => `${edge.from} ${edge.on}`));
    const deaf = space.states.filter((state) => !is(state, 'connecting') && !is(state, 'closed'))
      .flatMap((state) => events.filter((on) => !answered.has(`${state} ${on}`)).map((on) => `${table.names(state).join()} on ${on}`));
    expect(deaf.slice(0, 5)).toEqual([]);
  });
});

describe('access', () => {
  it('lets no command that wants a login succeed without one', () => {
    expect(violating((edge) => table.commands.get(edge.on)?.login === true && !is(edge.from, 'loggedIn') && !offDuty(edge) && first(edge) < 400)).toEqual([]);
  });

  it('begins no transfer without a login', () => {
    expect(violating((edge) => !transferring(edge.from) && transferring(edge.to) && !is(edge.from, 'loggedIn'))).toEqual([]);
  });

  it('is gained by USER, PASS and ACCT alone', () => {
    expect(violating((edge) => !is(edge.from, 'loggedIn') && is(edge.to, 'loggedIn') && !['USER', 'PASS', 'ACCT'].includes(edge.on))).toEqual([]);
  });

  it('says nothing in a closed session and leaves it closed', () => {
    expect(violating((edge) => is(edge.from, 'closed'))).toEqual([]);
  });

  it('says nothing but its greeting while connecting', () => {
    expect(violating((edge) => is(edge.from, 'connecting') && edge.on !== '[connected]')).toEqual([]);
  });
});

describe('replies', () => {
  it('are one final one to each command, or one that a host event will follow', () => {
    expect(violating((edge) => {
      if (edge.silent) return false;
      const replies = edge.row.rule.reply.map((alternatives) => alternatives[0]!);
      const finals = replies.filter((code) => code >= 200).length;
      const opened = !transferring(edge.from) && transferring(edge.to);
      if (edge.on === '[marker]') return replies.join() !== '110';
      return opened ? replies.length !== 1 || replies[0]! >= 200 : finals !== 1 || replies.at(-1)! < 200;
    })).toEqual([]);
  });

  it('have alternatives of which all are preliminary or none is', () => {
    const mixed = ftp.rules.filter(({ reply }) => reply.some((codes) => new Set(codes.map((code) => code < 200)).size > 1));
    expect(mixed.map(({ id }) => id)).toEqual([]);
  });

  it('end a transfer once: its end is final and leads to idle', () => {
    expect(violating((edge) => !edge.silent && transferring(edge.from) && !transferring(edge.to) && !is(edge.to, 'closed') && (first(edge) < 200 || !edge.on.startsWith('[')))).toEqual([]);
  });

  it('are 1yz only where a transfer begins, goes on, or the service is delayed', () => {
    expect(violating((edge) => !edge.silent && first(edge) < 200 && !(transferring(edge.to) || first(edge) === 120))).toEqual([]);
  });
});

describe('what is pending', () => {
  it('is no restart after a transfer command that was tried', () => {
    expect(violating((edge) => TRANSFERS.includes(edge.on) && is(edge.to, 'restarting'))).toEqual([]);
  });

  it('is told apart from transfers by the table itself', () => {
    expect(ftp.commands.filter(({ verb, aliasOf }) => aliasOf === null && begins(verb) && verb !== 'REIN').map(({ verb }) => verb).sort()).toEqual([...TRANSFERS].sort());
  });

  it('is a rename directly after RNFR only', () => {
    expect(violating((edge) => is(edge.to, 'renaming') && !is(edge.from, 'renaming') && !(edge.on === 'RNFR' && first(edge) === 350))).toEqual([]);
    expect(violating((edge) => is(edge.from, 'renaming') && edge.on === 'RNTO' && is(edge.to, 'renaming'))).toEqual([]);
  });

  it('is no rename any more after another command', () => {
    expect(violating((edge) => is(edge.from, 'renaming') && is(edge.to, 'renaming') && !is(edge.to, 'closed') && edge.on !== 'QUIT' && !edge.on.startsWith('[') && !(edge.on === 'RNFR' && first(edge) === 350))).toEqual([]);
  });
});

describe('EPSV ALL', () => {
  it('is left by REIN and AUTH alone', () => {
    expect(violating((edge) => is(edge.from, 'extendedOnly') && !is(edge.to, 'extendedOnly') && !['REIN', 'AUTH'].includes(edge.on))).toEqual([]);
  });

  it('leaves no other way to a data port', () => {
    expect(violating((edge) => is(edge.from, 'extendedOnly') && is(edge.to, 'activePort') && !is(edge.from, 'activePort'))).toEqual([]);
  });
});

describe('protection', () => {
  it('begins with AUTH, or with the connection, and ends with CCC and REIN alone', () => {
    expect(violating((edge) => is(edge.from, 'clear') && !is(edge.to, 'clear') && !['AUTH', '[connected]'].includes(edge.on))).toEqual([]);
    expect(violating((edge) => !is(edge.from, 'clear') && is(edge.to, 'clear') && edge.on !== 'REIN')).toEqual([]);
    expect(violating((edge) => !is(edge.from, 'uncovered') && is(edge.to, 'uncovered') && edge.on !== 'CCC')).toEqual([]);
  });

  it('leaves nobody logged in who logged in before it began', () => {
    expect(violating((edge) => edge.on === 'AUTH' && first(edge) < 400 && !is(edge.to, 'awaitingUser'))).toEqual([]);
  });

  it('of data comes only after PBSZ, and begins no transfer in clear where the server insists', () => {
    expect(violating((edge) => is(edge.to, 'private') && !is(edge.from, 'private') && !is(edge.from, 'sized'))).toEqual([]);
    expect(violating((edge) => edge.answers['protection wanted first'] === true && !transferring(edge.from) && transferring(edge.to))).toEqual([]);
  });
});

describe('no dead end', () => {
  const next = new Map<Vector, Edge[]>();
  for (const edge of space.edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);

  /** The states from which steps of that kind lead to a goal. */
  function reaching(goal: (vector: Vector) => boolean, by: (edge: Edge) => boolean): Set<Vector> {
    const good = new Set(space.states.filter(goal));
    for (let before = -1; before !== good.size;) {
      before = good.size;
      for (const edge of space.edges) if (by(edge) && good.has(edge.to)) good.add(edge.from);
    }
    return good;
  }
  const stuck = (good: Set<Vector>): string[] => space.states.filter((state) => !good.has(state)).map((state) => table.names(state).join());

  it('keeps a client from leaving by QUIT', () => {
    const host = (edge: Edge): boolean => ['[connected]', '[data done]', '[data closed]'].includes(edge.on);
    expect(stuck(reaching((state) => is(state, 'closed'), (edge) => edge.on === 'QUIT' || host(edge)))).toEqual([]);
  });

  it('keeps a transfer from ending: each of its states has a host event that leads to idle', () => {
    const open = space.states.filter(transferring).filter((state) => !is(state, 'closed'));
    expect(open.length).toBeGreaterThan(0);
    const trapped = open.filter((state) => !next.get(state)!.some((edge) => edge.on.startsWith('[data') && !transferring(edge.to)));
    expect(trapped.map((state) => table.names(state).join())).toEqual([]);
  });

  it('keeps a user from logging in', () => {
    const login = (edge: Edge): boolean => ['USER', 'PASS', '[connected]', '[data done]', '[data closed]'].includes(edge.on);
    const outside = reaching((state) => is(state, 'loggedIn'), login);
    expect(space.states.filter((state) => !is(state, 'closed') && !outside.has(state)).map((state) => table.names(state).join())).toEqual([]);
  });

  it('keeps a lost control connection from closing the session', () => {
    const open = space.states.filter((vector) => !is(vector, 'closed') && !is(vector, 'connecting'));
    expect(open.filter((state) => !next.get(state)!.some((edge) => edge.on === '[control lost]' && is(edge.to, 'closed')))).toEqual([]);
  });
});
