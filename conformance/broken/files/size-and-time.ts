import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from '../../../src/server/store/entry.ts';
import type { Outcome } from '../../../src/server/store/outcome.ts';
import { formatTimeVal, parseTimeVal } from '../../../src/wire/facts.ts';
import { beforeConditions, type Loose } from '../../another-path.ts';
import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { overlayStore } from '../../overlay-store.ts';

/** A server whose MDTM tells another time. */
function anotherTime(change: (time: Date) => Date): ReturnType<typeof rewriteReplies> {
  return rewriteReplies((text, on) => (on === 'MDTM' ? text.replace(/^213 (\d{14})/, (_, digits: string) => `213 ${formatTimeVal(change(parseTimeVal(digits)!))}`) : text));
}

export const sizeAndTimeFaults = [
  fault({
    id: 'files/size-off-by-one', title: 'counts one byte too many by SIZE', seen: null, caughtBy: ['files/size-counts-what-retr-sends', 'files/size-of-an-empty-file', 'files/size-of-a-large-file', 'files/size-follows-append', 'files/mlst-size-agrees-with-size', 'files/mlsd-size-agrees-with-size', 'client/tells-the-size'],
    parts: () => rewriteReplies((text, on) => (on === 'SIZE' ? text.replace(/^213 (\d+)/, (_, digits: string) => `213 ${Number(digits) + 1}`) : text)),
  }),

  fault({
    id: 'files/size-in-16-bits', title: 'counts modulo 65536 by SIZE', seen: 'LightFTP #27', caughtBy: ['files/size-counts-what-retr-sends', 'files/size-of-a-large-file', 'client/tells-the-size'],
    parts: () => rewriteReplies((text, on) => (on === 'SIZE' ? text.replace(/^213 (\d+)/, (_, digits: string) => `213 ${Number(digits) % 65536}`) : text)),
  }),

  fault({
    id: 'files/size-of-the-disk-in-ascii', title: 'gives by SIZE in TYPE A the size on the disk, and converts line ends when it sends', seen: 'vsftpd, Pure-FTPd', caughtBy: ['files/size-in-ascii-counts-what-retr-sends'],
    parts: () => ({ conditions: { 'size unavailable in ascii': (_, asked) => { (asked as Loose<typeof asked>).path = null; return false; } } }),
  }),

  fault({
    id: 'files/facts-are-cached', title: 'keeps the size and time of a file as they were when it first looked', seen: null, caughtBy: ['files/size-follows-append', 'files/mdtm-follows-a-change'],
    parts: () => overlayStore((store) => {
      const seen = new Map<string, Outcome<Entry>>();
      return {
        stat: async (path) => {
          const now = seen.get(path) ?? (await store.stat(path));
          if (now.ok) seen.set(path, now);
          return now;
        },
      };
    }),
  }),

  fault({
    id: 'files/mdtm-in-iso-8601', title: 'gives by MDTM a time with dashes and colons', seen: 'students: str(datetime)', caughtBy: ['files/mdtm-has-the-form', 'client/tells-the-time'],
    parts: () => rewriteReplies((text, on) => (on === 'MDTM' ? text.replace(/(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/, '$1-$2-$3 $4:$5:$6') : text)),
  }),

  fault({
    id: 'files/mdtm-in-local-time', title: 'gives by MDTM the local time of a place five hours behind', seen: 'students: localtime()', caughtBy: ['files/mdtm-of-a-new-file-is-recent', 'files/mdtm-tells-an-old-time', 'files/mlst-modify-agrees-with-mdtm', 'files/mlsd-modify-agrees-with-mdtm'],
    parts: () => anotherTime((time) => new Date(time.getTime() - 5 * 3_600_000)),
  }),

  fault({
    id: 'files/mdtm-counts-months-from-0', title: 'counts months from 00 by MDTM', seen: 'students: tm_mon', caughtBy: ['files/mdtm-tells-an-old-time', 'files/mdtm-of-a-new-file-is-recent', 'client/tells-the-time'],
    parts: () => anotherTime((time) => new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() - 1, Math.min(time.getUTCDate(), 28), time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()))),
  }),

  fault({
    id: 'files/mdtm-of-the-last-access', title: 'gives by MDTM when the file was last read', seen: 'students: st_atime', caughtBy: ['files/mdtm-is-not-the-time-of-reading'],
    parts: () => ({
      conditions: beforeConditions(async (session, asked) => {
        const entry = asked.on === 'MDTM' ? await asked.entry() : null;
        if (entry === null) return;
        const { atime } = await stat(join(session.config.root, asked.path!));
        asked.entry = () => Promise.resolve({ ...entry, modified: atime });
      }),
    }),
  }),
];
