import { factConditions, factsNamed } from '../../../src/server/conditions/facts.ts';
import type { Condition, Asked, SessionState } from '../../../src/server/session-state.ts';
import type { FactChanges } from '../../../src/server/store/change-facts.ts';
import { parseTimeVal } from '../../../src/wire/facts.ts';
import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const NOTHING: FactChanges = { modified: null, created: null, mode: null };

/** Whether a condition of the reference server holds. */
function holds(phrase: string, session: SessionState, asked: Asked): boolean | Promise<boolean> { return factConditions[phrase]!(session, asked); }

function named(asked: Asked): Date | null {
  const time = factsNamed(asked).find(([fact]) => fact === 'modify')?.[1];
  return time === undefined ? null : parseTimeVal(time);
}

/** A server that does something more, or something else, once it has set the facts. */
function afterwards(verbs: readonly string[], act: (session: SessionState, asked: Asked, path: string) => Promise<unknown>): { conditions: Record<string, Condition> } {
  return {
    conditions: {
      'cannot be changed': async (session, asked) => {
        const failed = await holds('cannot be changed', session, asked);
        if (!failed && verbs.includes(asked.on)) await act(session, asked, asked.path!);
        return failed;
      },
    },
  };
}

const later = (time: Date, milliseconds: number): Date => new Date(time.getTime() + milliseconds);

export const factFaults = [
  fault({
    id: 'de-facto/mfmt-in-local-time', title: 'takes the time of MFMT for that of its own zone', seen: 'students: strptime and mktime', caughtBy: ['de-facto/mfmt-sets-the-time'],
    parts: () => afterwards(['MFMT'], (session, asked, path) => session.store.changeFacts(path, { ...NOTHING, modified: later(named(asked)!, 3_600_000) })),
  }),

  fault({
    id: 'de-facto/mfmt-tells-the-old-time', title: 'tells in the reply to MFMT the time of before', seen: null, caughtBy: ['de-facto/mfmt-tells-the-time'],
    parts: () => rewriteReplies((text, on) => (on === 'MFMT' ? text.replace(/Modify=\d{14}/, 'Modify=20190101000000') : text)),
  }),

  fault({
    id: 'de-facto/mfmt-truncates', title: 'opens the file for writing to set its time', seen: 'students: open(path, "w")', caughtBy: ['de-facto/mfmt-keeps-the-bytes'],
    parts: () => afterwards(['MFMT'], async (session, _, path) => {
      const upload = await session.store.create(path);
      if (upload.ok) await upload.value.commit();
    }),
  }),

  fault({
    id: 'de-facto/mfmt-rounds', title: 'rounds the time of MFMT to seconds', seen: null, caughtBy: ['de-facto/mfmt-rounds-nothing-up'],
    parts: () => afterwards(['MFMT'], (session, asked, path) => session.store.changeFacts(path, { ...NOTHING, modified: new Date(Math.round(named(asked)!.getTime() / 1000) * 1000) })),
  }),

  fault({
    id: 'de-facto/mfmt-touches-before-it-reads', title: 'touches a file before it finds out that the time is none', seen: null, caughtBy: ['de-facto/refused-mfmt-changes-nothing'],
    parts: () => ({
      conditions: {
        'value impossible': async (session, asked) => {
          const wrong = await holds('value impossible', session, asked);
          if (wrong && asked.path !== null) await session.store.changeFacts(asked.path, { ...NOTHING, modified: new Date() });
          return wrong;
        },
      },
    }),
  }),

  fault({
    id: 'de-facto/mff-touches-the-mode', title: 'sets the mode of a file whose time MFF sets', seen: null, caughtBy: ['de-facto/mff-sets-what-it-names'],
    parts: () => afterwards(['MFF'], (session, _, path) => session.store.changeFacts(path, { ...NOTHING, mode: 0o600 })),
  }),

  fault({
    id: 'de-facto/mff-one-by-one', title: 'sets the facts of MFF one by one until it meets one that it cannot set', seen: null, caughtBy: ['de-facto/mff-all-or-none'],
    parts: () => ({
      conditions: {
        'fact unchangeable': async (session, asked) => {
          const unchangeable = await holds('fact unchangeable', session, asked);
          if (unchangeable && asked.path !== null) await session.store.changeFacts(asked.path, { ...NOTHING, modified: named(asked) });
          return unchangeable;
        },
      },
    }),
  }),

  fault({
    id: 'de-facto/mfct-does-nothing', title: 'answers 213 to MFCT and sets nothing', seen: null, caughtBy: ['de-facto/mfct-shows-in-create'],
    parts: () => ({ conditions: { 'cannot be changed': (session, asked) => (asked.on === 'MFCT' ? false : holds('cannot be changed', session, asked)) } }),
  }),
];
