import type { Reply } from '../../src/wire/reply.ts';
import { canBeMarked, lastMarkIn, partOf, planUpload, type Mark, type MarkedUpload } from '../oracle/marks.ts';
import type { Body } from './bodies.ts';
import { describe } from './excerpt.ts';
import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

/** What we call the place that we mark. */
const OURS = 'm-1';
const CONFIRMED = /^(?:110[ -])?\s*MARK (m-1(?:-b)?) = ([!-~]+)\s*$/;

/** The restart markers of one session: those that it sends in uploads, and what the server calls them; and those that downloads bring. */
export class RestartMarks {
  /** The last that the server has told: what `{marker}` stands for. */
  last: Mark | null = null;
  private running: MarkedUpload | null = null;
  /** The last upload was broken off behind this mark. */
  private broken: Mark | null = null;

  /** A line with the marker in its place. */
  fill(line: string): string { return line.replace('{marker}', this.last?.text ?? '0'); }

  /** What is to be sent of a file; null where there are no markers in its form. Without a mark to go on at it goes as a whole. */
  body({ place, transfer, stage: { tree } }: PlaySession, file: Buffer, part: 'all' | 'first' | 'rest'): Body | null {
    if (transfer === null || !canBeMarked(place.form)) return null;
    const { command } = transfer;
    const plan = planUpload(file, place.form, tree.resolve(command.place.cwd, command.argument));
    const { mark } = command.place;
    const goesOn = part === 'rest' && mark !== null && mark.path === plan.path && mark.file.equals(file);
    this.running = part === 'rest' ? null : plan;
    return { bytes: partOf(plan, part === 'rest' && !goesOn ? 'all' : part, OURS), file, complete: part !== 'first', goesOn };
  }

  /** RFC 1123 §4.1.3.4: `110 MARK ssss = rrrr`. */
  confirmed(session: PlaySession, reply: Reply): void {
    const { running } = this;
    if (running === null || session.transfer === null) return;
    const [, ours, theirs] = reply.lines.map((line) => CONFIRMED.exec(line)).find((match) => match !== null) ?? [];
    if (theirs === undefined) tell(session, 'mark reply', { verb: session.transfer.verb, expected: [`110 MARK ${OURS} = rrrr`], actual: describe(reply), symptom: 'another form' });
    else if (ours === OURS) this.last = { ...running, text: theirs };
  }

  /** The upload that runs is broken off now. */
  breaks(): void { this.broken = this.running === null ? null : this.last; }

  /** What a download has brought of a file. */
  brought({ place: { form } }: PlaySession, bytes: Buffer, file: Buffer, path: string): void {
    const found = form === null ? null : lastMarkIn(bytes, form);
    if (found !== null) this.last = { ...found, file, path, inLine: false };
  }

  /** An upload that was to go on at a mark was refused: what was stored before it should be there. */
  refused(session: PlaySession, mark: Mark | null, reply: Reply): void {
    if (mark === null || mark !== this.broken) return;
    this.broken = null;
    tell(session, 'resumed upload', { verb: 'STOR', expected: [`226, behind REST ${mark.text}`], actual: describe(reply), symptom: 'nothing to go on at' });
  }

  /** The markers of one form are none of another. */
  forget(): void { this.last = this.running = this.broken = null; }
}
