import type { Reply } from '../../src/wire/reply.ts';
import { isAscii, isUtf8 } from '../oracle/told.ts';
import type { Pending } from './pending.ts';
import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

/** Commands whose replies say the same whenever they come, but for the language. */
const STEADY: ReadonlySet<string> = new Set(['NOOP', 'TYPE', 'STRU', 'MODE', 'RNTO', '[unknown command]']);
/** Texts that are to be alike in two languages before it is held against a server that all are. */
const ENOUGH = 4;

/** What a server says in one session in each of its languages. */
export class Languages {
  /** Texts by what they answer, by the tag that was chosen; none for the language of before. */
  private readonly texts = new Map<string, Map<string, string>>();
  private listed: readonly string[] = [];
  /** What LANG chose last; none before it. */
  private tag = '';
  /** What should have brought the default language back since then. */
  private back: 'LANG' | 'REIN' | 'HOST' | null = null;

  note(session: PlaySession, { on, argument }: Pending, reply: Reply): void {
    const done = reply.code >= 200 && reply.code < 300;
    if (on === 'FEAT' && done) this.listed = /^ *LANG +(.*)$/im.exec(reply.lines.slice(1, -1).join('\n'))?.[1]?.toUpperCase().replaceAll('*', '').split(/[; ]+/) ?? [];
    if (on === 'LANG' && done && argument !== '') [this.tag, this.back] = [argument.toUpperCase(), null];
    else if (done && (on === 'LANG' || on === 'REIN' || on === 'HOST') && this.tag !== '') this.back ??= on;
    if ((STEADY.has(on) || on === 'LANG') && isAscii(argument)) this.spoken(session, on, `${on} ${argument} ${reply.code}`, reply);
  }

  private spoken(session: PlaySession, on: string, what: string, reply: Reply): void {
    const text = reply.lines.join('\n');
    if (this.tag !== '' && this.back === null && !isUtf8(reply.raw.toString('latin1'))) tell(session, 'texts in UTF-8', { verb: on, expected: ['a text in UTF-8, as LANG was accepted'], actual: text, symptom: 'no UTF-8' });
    if (on === 'LANG') return;
    const [mine, chosen] = [this.in(''), this.in(this.tag)];
    if (this.back === null) {
      chosen.set(what, text);
      return this.differ(session);
    }
    const [before, other] = [mine.get(what), chosen.get(what)];
    if (before !== undefined && other !== undefined && before !== other && text === other) tell(session, this.back === 'LANG' ? 'default language' : 'language of before', { verb: this.back, expected: [before], actual: text, symptom: 'another language' });
  }

  /** Two languages that FEAT lists, and that LANG has accepted, are not one. */
  private differ(session: PlaySession): void {
    const other = [...this.texts.keys()].find((tag) => tag !== '' && primary(tag) !== primary(this.tag) && this.listed.includes(tag));
    if (other === undefined || !this.listed.includes(this.tag)) return;
    const [here, there] = [this.in(this.tag), this.in(other)];
    const both = [...here.keys()].filter((what) => there.has(what));
    if (both.length === ENOUGH && both.every((what) => here.get(what) === there.get(what))) tell(session, 'languages differ', { verb: 'LANG', expected: [`texts in ${this.tag} that are not those in ${other}`], actual: `${both.length} texts that are the same`, symptom: 'one language under two names' });
  }

  private in(tag: string): Map<string, string> {
    const texts = this.texts.get(tag) ?? new Map<string, string>();
    this.texts.set(tag, texts);
    return texts;
  }
}

function primary(tag: string): string { return tag.split('-', 1)[0]!; }
