import { isAccepted } from '../../src/wire/accepted.ts';
import type { Reply } from '../../src/wire/reply.ts';
import { fileAct, type FileAct } from '../oracle/file-acts.ts';
import type { Tree } from '../oracle/tree.ts';
import type { ProblemKind } from '../problem.ts';
import { codesOf, mainCode } from './codes-of.ts';
import type { DataLine } from './data-line.ts';
import { addressIn, Doors } from './doors.ts';
import { PassivePorts } from './passive-ports.ts';
import type { Pending } from './pending.ts';
import { RestartMarks } from './restart-marks.ts';
import { Sayings } from './sayings.ts';
import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

/** Protected data connections that offer the TLS session of the control connection before it is held against a server that none resumed it. */
const OFFERS = 3;

/** Milliseconds within which the end of a session is the answer to what came before it. */
const AT_ONCE = 1000;

/** What may change which protection a server demands. */
const DEMANDS: ReadonlySet<string> = new Set(['USER', 'ACCT', 'REIN', 'HOST', 'AUTH', 'CCC', 'PBSZ', 'PROT']);

/** What leaves the address of PORT as it was for certain. */
const KEEPS: ReadonlySet<FileAct | null> = new Set<FileAct>(['active', 'type', 'restart', 'where', 'enter', 'up', 'size', 'time', 'facts']);

/** What has happened in a session that makes right or wrong what comes after it. */
export class Memory {
  /** What was sent is such that a server may hang up. */
  mayEnd = false;
  /** Something was sent in clear behind the AUTH that was taken. */
  wentAhead = false;
  /** A data connection that was to be protected has ended before it was: what the server makes of the session then is a SHOULD. */
  brokenHandshake = false;
  /** The last reply refused a password: a server may close then. */
  refusedPassword = false;
  /** What was taken for the end of the last transfer may have been the refusal of a command that was sent meanwhile. */
  refusedMeanwhile = false;
  /** The socket that listened on the port that was named last, when the session was about to end. */
  listener: string | null = null;
  /** Commands that have set something of a file. */
  readonly able = new Set<string>();
  /** Data have crossed in clear since what a server demands may have changed. */
  bare = false;
  /** A host was named, or TLS taken off again: what is demanded then may be something else than what was looked at. */
  private elsewhere = false;
  /** An upload was not in the form that was chosen. */
  badForm = false;
  /** The command that was answered by 421. */
  farewell: string | null = null;
  /** A name of TLS that AUTH has not known. */
  private unknownName: string | null = null;
  /** The active address that holds is that of our door. */
  private ours = false;
  /** RNFR has given a name, and another RNFR behind it was refused. */
  private missed = false;
  private readonly sayings = new Sayings();
  readonly ports = new PassivePorts();
  private readonly doors = new Doors();
  /** SITE UMASK was accepted. */
  masks = false;
  /** Seconds of the last SITE IDLE that was accepted, and when that was. */
  private limit: { readonly seconds: number; readonly since: number } | null = null;
  readonly marks = new RestartMarks();
  private offers = 0;
  private resumed = false;

  /** A reply has come, while this command waited for one. */
  heard(session: PlaySession, reply: Reply, on: string | null): void {
    const { code } = reply;
    const { table } = session.stage.subject;
    if (code < 200 && code === mainCode(table, '[marker]')) this.marks.confirmed(session, reply);
    const ends = code >= 400 && code === mainCode(table, '[shutting down]');
    if (ends) this.farewell = on;
    // A 421 to a command may mean that command.
    if (ends && on === null && this.limit !== null && performance.now() - this.limit.since < (this.limit.seconds === 0 ? AT_ONCE : (this.limit.seconds - 1) * 500)) tell(session, 'any limit', { verb: 'SITE IDLE', expected: ['a session that goes on'], actual: `421, before ${this.limit.seconds} seconds were over`, symptom: 'ends at once' });
    this.refusedPassword = false;
  }

  note(session: PlaySession, command: Pending, reply: Reply): void {
    const { on, argument } = command;
    if (DEMANDS.has(on)) this.bare = false;
    this.elsewhere ||= on === 'HOST' || on === 'CCC';
    this.bare ||= on === 'PASS' && reply.code < 300 && isAccepted(reply.code) && session.stage.subject.clear && !session.link.secured && !this.elsewhere && command.place.user === session.stage.subject.started.testee.user;
    if (on === 'SITE IDLE' && reply.code < 300 && /^\d+$/.test(argument)) this.limit = { seconds: Number(argument), since: performance.now() };
    if (on === 'SITE UMASK' && reply.code < 300 && argument !== '') this.masks = session.stage.tree.masks = true;
    this.doors.note(session, command, reply.code);
    // The next command has to be AUTH again: all that has changed is the name.
    if (on !== 'AUTH') this.unknownName = null;
    else if (reply.code >= 500 && /^(tls|TLS-C)$/.test(argument)) this.unknownName ??= argument;
    if (fileAct(on) === 'active') this.ours = reply.code < 300 && session.door !== null && addressIn(argument)?.port === session.door.port;
    // What stands between them may make servers forget, and need not.
    if (on === 'RNTO' && this.missed && reply.code < 300 && command.alone) tell(session, 'earlier rename', { verb: on, expected: ['503, after a refused RNFR'], actual: String(reply.code), symptom: 'renames what an earlier RNFR named' });
    this.missed = on === 'RNFR' && reply.code >= 400 && command.place.renaming !== null;
    if (command.alone) this.unserved(session, on, reply.code);
    // A transfer has used the address, and anything else may forget it: what holds after that is the server's own.
    if (reply.code >= 200 && !KEEPS.has(fileAct(on))) this.ours = false;
    this.sayings.note(session, command, reply);
  }

  /** TLS is about to begin. */
  secured(session: PlaySession): void {
    const { unknownName } = this;
    this.unknownName = null;
    this.bare = false;
    if (unknownName !== null && !session.left) tell(session, unknownName === 'tls' ? 'mechanism in any case' : 'mechanism by its synonym', { verb: 'AUTH', expected: [`AUTH ${unknownName} begins TLS, as AUTH TLS does`], actual: 'a refusal', symptom: 'a name that is not known' });
  }

  /** A transfer is over. */
  ended(session: PlaySession, { on, alone, argument, place }: Pending, reply: Reply): void {
    this.bare ||= reply.code < 300 && !session.privateData;
    this.refusedMeanwhile = reply.code >= 500 && reply.code <= 504;
    if (this.badForm && reply.code === mainCode(session.stage.subject.table, '[shutting down]')) tell(session, 'bad form', { verb: on, expected: ['a session that goes on'], actual: `${reply.code}, and the end of the session`, symptom: 'ends the session' });
    this.badForm = false;
    if (alone) this.unserved(session, on, reply.code);
    this.ours = false;
    const { tree, busyBeside } = session.stage;
    const busy = busyBeside(session);
    const [line, ...more] = session.lines;
    const served = alone && line !== undefined && !line.secured && place.ascii !== null && place.restart === 0;
    const path = fileAct(on) === 'retrieve' && codesOf(session.stage.subject.table, '[source failed]').has(reply.code) && more.length === 0 && !session.spoiled && (busy || served) ? tree.resolve(place.cwd, argument) : null;
    const node = path === null ? null : tree.at(path);
    // Nobody writes what everybody reads.
    if (node?.kind === 'file' && node.changed === 0) tell(session, 'one file for many', { verb: on, expected: ['the file, for everybody who asks'], actual: String(reply.code), symptom: busy ? 'not while another session is at work' : 'not to be had' });
  }

  /** 425, though we listen at the address that was named last, and are known to be within the server's reach. */
  private unserved(session: PlaySession, verb: string, code: number): void {
    if (code < 400 || code !== mainCode(session.stage.subject.table, '[data unopened]')) return;
    // The same two addresses again may have to wait until the system has forgotten them (RFC 959 §3.2).
    if (!this.ours || session.reach.served || session.lines.length > 0 || session.spoiled || !session.stage.reached.active) return;
    tell(session, 'last address', { verb, expected: ['a connection to the address that was named last'], actual: `${code}, and no connection`, symptom: 'no connection' });
  }

  /** A data connection lay under TLS. */
  shielded(session: PlaySession, verb: string, line: DataLine, outward: boolean): void {
    if (outward && line.standing === 'ended' && !session.spoiled && !line.saidFarewell) tell(session, 'farewell on data', { verb, expected: ['close_notify, and then the end of the connection'], actual: 'the end of the connection alone', symptom: 'no farewell' });
    const { fingerprint } = session.link;
    if (line.fingerprint !== null && fingerprint !== null && line.fingerprint !== fingerprint) tell(session, 'data certificate', { verb, expected: ['the certificate of the control connection'], actual: 'another one', symptom: 'another certificate' });
    if (!line.offered) return;
    this.offers += 1;
    this.resumed ||= line.resumed;
    if (this.offers === OFFERS && !this.resumed) tell(session, 'resumption', { verb, expected: ['the TLS session of the control connection is resumed'], actual: `none of ${OFFERS} data connections resumed it`, symptom: 'never resumed' });
  }
}

/** Whether a problem may be of nothing but a space at the end of a name. */
export function ofSpaces(tree: Tree, kind: ProblemKind, verb: string | null): boolean {
  return tree.spaced && (kind === 'disk' || ((kind === 'reply' || kind === 'value') && verb !== null && fileAct(verb) !== null));
}
