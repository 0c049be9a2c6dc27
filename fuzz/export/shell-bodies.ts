import { saysItsEnd, type Representation } from '../../src/wire/representation/representation.ts';
import { representationOf } from '../oracle/form.ts';
import { canBeMarked, partOf, planUpload } from '../oracle/marks.ts';
import { bodyOf, formed } from '../play/bodies.ts';
import type { Ending, Step } from '../scenario.ts';
import type { Preparation } from './preparation.ts';

/** Bytes that stand in the program itself. */
const MOST = 100_000;
/** What the marker is called that we send. */
const OURS = 'm-1';
const PLAIN = { TYPE: 'A', STRU: 'F', MODE: 'S' };

type Upload = Extract<Step, { readonly act: 'upload' }> & Pick<Preparation, 'content'>;

/** What a shell sends over data connections, session by session, supposed that the server has accepted every form that was chosen. */
export class ShellBodies {
  private readonly forms = new Map<number, typeof PLAIN>();
  /** Sessions in which an upload has sent a marker that still holds. */
  private readonly marked = new Set<number>();

  /** Takes note of a line that is sent. */
  said(session: number, line: string): void {
    const [, verb = '', argument = ''] = /^(TYPE|STRU|MODE) (.+)$/i.exec(line) ?? [];
    if (/^REIN/i.test(line)) this.forms.delete(session);
    if (verb === '') return;
    this.forms.set(session, { ...this.form(session), [verb.toUpperCase()]: argument.toUpperCase() });
    this.marked.delete(session);
  }

  /** Whether `{marker}` is one that the server has told of an upload. */
  knowsMarker(session: number): boolean { return this.marked.has(session); }

  /** Commands that send a body and end its connection as the step says. */
  lines({ session, size, text, ending, content }: Upload): string[] {
    const { TYPE, STRU, MODE } = this.form(session);
    const form = representationOf(TYPE, STRU, MODE);
    const made = ending === 'bare' ? null : formed(size, text, form);
    if (made !== null && canBeMarked(form) && /^(?:marked|broken|resumed)$/.test(ending)) return this.withMarkers(session, made.file, form, ending);
    const says = form !== null && made !== null && saysItsEnd(form);
    const whole = content !== undefined ? Buffer.from(content) : made?.bytes ?? bodyOf(size, text);
    const body = sends(ending === 'cut' && says ? whole.subarray(0, Math.floor(whole.length / 2)) : whole);
    if (ending === 'open') return says ? [...body, 'over; finish'] : body;
    return [...body, ...(ending === 'reset' || ending === 'broken' ? [RESET] : []), 'finish; over'];
  }

  private withMarkers(session: number, file: Buffer, form: Representation, ending: Ending): string[] {
    const plan = planUpload(file, form, null);
    if (ending !== 'resumed') {
      this.marked.add(session);
      return ending === 'broken' ? ['marker=', ...sends(partOf(plan, 'first', OURS)), 'confirmed', RESET, 'finish; over'] : ['marker=', ...sends(partOf(plan, 'all', OURS)), 'over; finish'];
    }
    return ['if [ -n "$marker" ]; then', ...sends(partOf(plan, 'rest', OURS)), 'else', ...sends(partOf(plan, 'all', OURS)), 'fi', 'over; finish'];
  }

  private form(session: number): typeof PLAIN { return this.forms.get(session) ?? PLAIN; }
}

const RESET = `echo '! a shell cannot break a connection off: it is closed'`;

function sends(bytes: Buffer): string[] {
  if (bytes.length > MOST) return [`letters ${bytes.length}`];
  return [`body ${bytes.length} <<'BODY'`, ...(bytes.toString('base64').match(/.{1,100}/g) ?? []), 'BODY'];
}
