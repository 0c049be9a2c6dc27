import { clientCheck, type ClientCheck } from '../client-check.ts';
import type { Profile } from '../profile.ts';
import { get, list, put } from '../scene.ts';

const PACES = { bytes: ['a-byte-at-a-time', 'comes one byte at a time'], glued: ['glued-together', 'comes in as few segments as can be'] } as const;

/** The same bytes, cut otherwise: TCP keeps no boundaries. */
export function segments(profile: Profile): ClientCheck[] {
  // The document's protocols say so of their clients in rules of their own too.
  const rules = profile.family === 'EPH' ? [10, 'EPH-PRO-R13'] : [10];
  // Where a reply names the port, the client acts between any two.
  const paces = profile.ftpReplies && !profile.login ? (['bytes'] as const) : (['bytes', 'glued'] as const);
  return paces.flatMap((pace) => {
    const [name, how] = PACES[pace];
    const way = (): { pace: typeof pace } => ({ pace });
    const checks = [clientCheck(profile, `gets-${name}`, `fetches a file when what the server says ${how}`, rules, { goals: [get('bytes.bin')], way }, (seen) => {
      seen.connected();
      seen.fetched(10);
      seen.satisfied(10);
    })];
    // Alone FTP's transfers say two things while the client has nothing to say in between.
    if (profile.verbs.list.length > 0 && (pace === 'bytes' || profile.login)) {
      checks.push(clientCheck(profile, `lists-${name}`, `shows a listing when what the server says ${how}`, [10], { goals: [list], way }, (seen) => {
        seen.connected();
        seen.shown(10);
        seen.satisfied(10);
      }));
    }
    if (profile.verbs.put.length > 0 && pace === 'bytes') {
      checks.push(clientCheck(profile, `puts-${name}`, `stores a file when what the server says ${how}`, [10], { goals: [put('bytes.bin')], way }, (seen) => {
        seen.connected();
        seen.delivered(10);
        seen.satisfied(10);
      }));
    }
    return checks;
  });
}
