import { isAccepted } from '../../src/wire/accepted.ts';
import { NO_COMMAND } from '../../src/wire/not-implemented.ts';
import type { Reply } from '../../src/wire/reply.ts';
import { isAscii, isUtf8 } from '../oracle/told.ts';
import { codesOf } from './codes-of.ts';
import { Languages } from './languages.ts';
import type { Pending } from './pending.ts';
import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

const UTF8 = /^ *UTF-?8\b/i;

/** What a server has said in a session, against which later replies are held. */
export class Sayings {
  /** Hosts that were accepted; a host was refused since the last login. */
  private readonly hosts = new Set<string>();
  private refusedHost = false;
  /** What STAT says in each type. */
  private readonly stats = new Map<string, string>();
  private readonly languages = new Languages();
  private readonly unknownFacts = { taken: false, refused: false };
  /** The hash that HASH used before any OPTS HASH, and whether one was chosen since the session began anew. */
  private hash: { readonly first: string | null; readonly chosen: boolean } = { first: null, chosen: false };
  /** HELP was refused before the login. */
  private helpless = false;
  private keepsUtf8 = false;
  private deflates = false;

  note(session: PlaySession, command: Pending, reply: Reply): void {
    const { on, argument, alone, place } = command;
    if (!alone) return;
    this.languages.note(session, command, reply);
    const done = reply.code >= 200 && reply.code < 300 && isAccepted(reply.code);
    const text = reply.lines.join('\n');
    const { user, password } = session.stage.subject.started.testee;
    switch (on) {
      case 'HOST': return this.host(session, argument, reply.code);
      case 'USER': case 'PASS': return this.login(session, on, on === 'USER' ? argument === user : place.user === user && argument === password, reply.code);
      case 'REIN': if (done) this.hash = { ...this.hash, chosen: false }; return;
      case 'HASH': return done ? this.hashed(session, text.split(' ', 1)[0]!.toUpperCase()) : undefined;
      case 'OPTS': return this.option(session, argument, reply.code);
      case 'HELP': return this.help(session, reply.code, done);
      case 'STAT': return argument === '' ? this.status(session, done ? place.text : null, reply) : this.strangers(session, text);
      case 'MKD': this.keepsUtf8 ||= done && !isAscii(argument) && isUtf8(argument) && reply.raw.includes(Buffer.from(argument, 'latin1')); return;
      case 'MODE': this.deflates ||= done && argument.toUpperCase() === 'Z'; return;
      case 'FEAT': if (done) this.features(session, reply.lines.slice(1, -1)); return;
      default:
    }
  }

  private host(session: PlaySession, argument: string, code: number): void {
    const name = argument.toLowerCase();
    // Behind a login there is no HOST.
    if (code >= 500 && code !== NO_COMMAND && this.hosts.has(name) && session.logins === 0) tell(session, 'host again', { verb: 'HOST', expected: ['220, as before'], actual: String(code), symptom: 'refused the second time' });
    if (code < 300) this.hosts.add(name);
    this.refusedHost = code >= 500 && session.logins === 0;
  }

  private login(session: PlaySession, on: string, right: boolean, code: number): void {
    const refused = codesOf(session.stage.subject.table, 'password wrong').has(code);
    if (this.refusedHost && right && refused) tell(session, 'refused host', { verb: on, expected: ['a login, as without the HOST that was refused'], actual: String(code), symptom: 'nobody is let in' });
    if (on === 'PASS' || !right || refused) this.refusedHost = false;
  }

  private hashed(session: PlaySession, name: string): void {
    const { first, chosen } = this.hash;
    if (chosen) return;
    if (first === null) this.hash = { first: name, chosen };
    else if (first !== name) tell(session, 'first hash', { verb: 'REIN', expected: [first], actual: name, symptom: 'another hash' });
  }

  private option(session: PlaySession, argument: string, code: number): void {
    const [, option = '', value = ''] = /^(HASH|MLST) (\S+)$/i.exec(argument) ?? [];
    if (option.toUpperCase() === 'HASH' && code < 300) this.hash = { ...this.hash, chosen: true };
    // A choice of which the server knows a part is one (RFC 3659 §7.9): what it does not know is left out.
    if (option.toUpperCase() !== 'MLST' || !/^(?:[\w.-]+;)+$/.test(value)) return;
    const unknown = this.unknownFacts;
    if (code < 300) unknown.taken ||= !/xyzzy/i.test(value);
    else if (codesOf(session.stage.subject.table, 'option value wrong').has(code)) unknown.refused ||= /xyzzy/i.test(value);
    if (unknown.taken && unknown.refused) tell(session, 'facts chosen', { verb: 'OPTS', expected: ['200 MLST OPTS and the facts that are known'], actual: String(code), symptom: 'refuses facts that it does not know' });
  }

  private help(session: PlaySession, code: number, done: boolean): void {
    if (session.logins === 0) this.helpless = codesOf(session.stage.subject.table, 'login wanted first').has(code);
    else if (this.helpless && done) tell(session, 'help for all', { verb: 'HELP', expected: [`${code}, before the login as behind it`], actual: 'a refusal before it', symptom: 'no help before the login' });
  }

  private status(session: PlaySession, ascii: boolean | null, reply: Reply): void {
    if (ascii === null || session.logins === 0) return;
    // Numbers may be times and counts.
    this.stats.set(String(ascii), reply.lines.join(' ').replace(/\d+/g, ''));
    const [one, other] = ['true', 'false'].map((type) => this.stats.get(type));
    if (one !== undefined && one === other) tell(session, 'type told', { verb: 'STAT', expected: ['the type that is in force'], actual: 'the same text in TYPE A and in TYPE I', symptom: 'no type' });
  }

  private strangers(session: PlaySession, text: string): void {
    if (session.logins === 0 && text.includes('inside.txt')) tell(session, 'nothing for strangers', { verb: 'STAT', expected: ['nothing of any file'], actual: 'a line for inside.txt', symptom: 'files before the login' });
  }

  private features(session: PlaySession, lines: readonly string[]): void {
    if (this.keepsUtf8 && !lines.some((line) => UTF8.test(line))) tell(session, 'UTF8 listed', { verb: 'FEAT', expected: ['UTF8, as such names are kept'], actual: 'no UTF8', symptom: 'UTF8 is not listed' });
    if (this.deflates && !lines.some((line) => /^ *MODE .*Z/i.test(line))) tell(session, 'deflation listed', { verb: 'FEAT', expected: ['MODE Z, which works'], actual: 'no MODE Z', symptom: 'MODE Z is not listed' });
  }
}
