import { fileAct, type FileAct } from '../oracle/file-acts.ts';
import type { PlaySession } from './session.ts';

/** What leaves the session as it was. */
const HARMLESS: ReadonlySet<FileAct | null> = new Set<FileAct | null>([null, 'size', 'time', 'facts', 'where', 'status', 'hash']);
const SETS = /^(STRU|MODE|PASV|EPSV|LPSV|OPTS|HOST|LANG|RANG|AUTH|CCC|PBSZ|PROT|QUIT|SITE.*)$/;

/**
 * Lets go of commands that nobody waits for any more, though no reply was theirs for certain: during a transfer a reply may be its
 * end as well as a refusal of what was sent meanwhile.
 */
export function passOver(session: PlaySession): void {
  const { pending, observer } = session;
  for (let at = pending.length - 1; at >= 0; at--) {
    const { number, on } = pending[at]!;
    if (observer.awaits(number)) continue;
    pending.splice(at, 1);
    // What it has done is not known then.
    session.blurred ||= !HARMLESS.has(fileAct(on)) || SETS.test(on);
  }
}
