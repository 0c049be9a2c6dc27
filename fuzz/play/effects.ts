import { ACCOUNT_TO_LOG_IN } from '../../src/wire/account-wanted.ts';
import type { Reply } from '../../src/wire/reply.ts';
import { fileAct, changesFiles } from '../oracle/file-acts.ts';
import { representationOf } from '../oracle/form.ts';
import { settingsAfter } from '../oracle/settings.ts';
import { freshPlace } from '../oracle/truth.ts';
import { attributesSet, joined, masked } from './changes.ts';
import { describe } from './excerpt.ts';
import type { Pending } from './pending.ts';
import type { PlaySession } from './session.ts';
import { Transfer } from './transfer.ts';

/** What the file oracle and the session's place make of a reply to a command. */
export function applyEffect(session: PlaySession, command: Pending, reply: Reply): void {
  const act = fileAct(command.on);
  const done = reply.code >= 200 && reply.code < 400;
  if (reply.code < 200) {
    if (session.observer.mayTransfer) begin(session, command, reply);
    return;
  }
  const { part } = session.place.settings;
  if (done) session.place.settings = settingsAfter(session.place.settings, command.on, command.argument, reply);
  else if (part !== null && part !== 'whole') session.place.settings = { ...session.place.settings, part: null };
  if (!done) refused(session, command, reply);
  else if (command.on === 'STRU' || command.on === 'MODE') represented(session, command);
  else if (act !== null) accomplished(session, command, reply);
  if (command.on === 'ACCT') accountGiven(session, done);
}


function begin(session: PlaySession, command: Pending, reply: Reply): void {
  const act = fileAct(command.on);
  session.transfer = new Transfer(session, command);
  session.place.restart = 0;
  session.place.mark = null;
  session.place.renaming = null;
  session.protectData();
  if (!changesFiles(act)) return;
  const { tree } = session.stage;
  if (act === 'store unique') noteUnique(session, command, reply);
  const path = act === 'store unique' ? null : tree.resolve(command.place.cwd, command.argument);
  // What another session sees of a running upload is open.
  if (path !== null && session.stage.busyBeside(session)) tree.doubt(path);
  else if (path === null && act !== 'store unique') doubtNamed(session, command);
}

function refused(session: PlaySession, command: Pending, reply: Reply): void {
  const { place, stage: { tree } } = session;
  // An upload that found no data connection may have begun its file.
  const path = reply.code < 500 && /^(store|append)$/.test(fileAct(command.on) ?? '') ? tree.resolve(command.place.cwd, command.argument) : null;
  if (path !== null) tree.doubt(path);
  if (command.on === 'PASS') place.user = '';
  if (command.on === 'RNTO' || command.on === 'RNFR') { session.given = place.renaming ?? session.given; place.renaming = null; }
  // What was stored before a mark is there to go on at.
  if (command.on === 'STOR' && command.alone && reply.code > 425 && !session.spoiled) session.memory.marks.refused(session, command.place.mark, reply);
  place.mark = null;
  if (place.restart > 0 && /^(RETR|STOR|APPE)$/.test(command.on)) place.restart = NaN;
}

function accomplished(session: PlaySession, command: Pending, reply: Reply): void {
  const { place } = session;
  const { tree } = session.stage;
  const act = fileAct(command.on)!;
  if (act === 'attributes') {
    session.memory.able.add(command.on);
    return attributesSet(session, command);
  }
  if (act === 'hash') session.memory.able.add(command.on);
  if (act === 'join') return joined(session, command);
  const path = tree.resolve(command.place.cwd, command.argument);
  // Two sessions at once: which came first is not seen.
  if (changesFiles(act) && (session.stage.busyBeside(session) || path === null)) {
    if (path === null) doubtNamed(session, command);
    else { tree.doubt(path); if (place.renaming !== null) tree.doubt(place.renaming); }
    if (act === 'rename from') place.renaming = null;
    return;
  }
  switch (act) {
    case 'enter': entered(session, command, path); break;
    // Where a login begins below the top there is something above it.
    case 'up': place.cwd = place.cwd === null || (place.cwd === '/' && tree.home !== '') ? null : place.cwd.slice(0, place.cwd.lastIndexOf('/')) || '/'; break;
    case 'make': tree.set(path!, { kind: 'directory', ...masked(session, command.place) }); break;
    case 'unmake': case 'delete': tree.remove(path!); break;
    case 'rename from': place.renaming = path; break;
    case 'rename to': renamed(session, path!); break;
    case 'type': represented(session, command); break;
    case 'restart': restarts(session, command); break;
    case 'restart session': session.place = freshPlace(); session.logins = 0; break;
    case 'user': place.user = command.argument; place.renaming = null; place.awaitsAccount = reply.code === ACCOUNT_TO_LOG_IN; if (reply.code === 230) loggedIn(session); break;
    case 'password': place.awaitsAccount = reply.code === ACCOUNT_TO_LOG_IN; if (reply.code === 230 || reply.code === 202) loggedIn(session); break;
    case 'active': session.port = null; break;
    default:
  }
}

function represented({ place, memory, stage: { subject } }: PlaySession, { on, argument }: Pending): void {
  memory.marks.forget();
  place.mark = null;
  if (on === 'STRU') place.structure = argument.toUpperCase();
  else if (on === 'MODE') place.mode = argument.toUpperCase();
  else { place.type = argument.toUpperCase(); place.text = /^a/i.test(argument) ? true : /^(i|l 8)$/i.test(argument) ? false : null; }
  place.form = place.structure === 'R' && !subject.records ? null : representationOf(place.type, place.structure, place.mode);
  place.ascii = place.structure === 'F' && place.mode === 'S' ? place.text : null;
}

/** A server that takes slashes to spare goes where it would have gone without them. */
function entered({ place, stage: { tree } }: PlaySession, { argument, place: before }: Pending, path: string | null): void {
  const plain = argument.replace(/(?<!^)\/+/g, (_, at: number) => (argument.slice(at).replace(/^\/+/, '') === '' ? '' : '/'));
  place.cwd = path ?? (argument.startsWith('//') ? null : tree.resolve(before.cwd, plain));
  place.slashed = (argument.startsWith('/') ? false : before.slashed) || (path === null && place.cwd !== null);
}

/** In modes that have markers REST names one, and in the others a number of bytes. */
function restarts({ place, memory: { marks } }: PlaySession, { argument }: Pending): void {
  place.mark = marks.last?.text === argument ? marks.last : null;
  place.restart = place.mark !== null ? 0 : !/^\d+$/.test(argument) ? NaN : argument.length < 16 ? Number(argument) : Infinity;
}

/** Where a first login leads is known, and so it is for a later one from there; from elsewhere only the server knows. */
/** An account that was asked for ends the login, either way. */
function accountGiven(session: PlaySession, accepted: boolean): void {
  const { place } = session;
  if (!place.awaitsAccount) return;
  place.awaitsAccount = false;
  if (accepted) loggedIn(session);
  else place.user = '';
}

function loggedIn(session: PlaySession): void {
  session.logins += 1;
  if (session.logins > 1 && session.place.cwd !== '/') session.place.cwd = null;
}

function renamed(session: PlaySession, to: string): void {
  const { place } = session;
  const { tree } = session.stage;
  const from = place.renaming;
  place.renaming = null;
  if (from === null || from === to || `${to}/`.startsWith(`${from}/`) || `${from}/`.startsWith(`${to}/`)) {
    if (from !== null && from !== to) tree.doubt(from);
    // The server has kept an earlier name that this client had given up.
    if (from === null && session.given !== null) tree.doubt(session.given);
    tree.doubt(to);
  // A file that was given the name of a directory has it now: no system makes one of both.
  } else if (tree.at(to).kind !== 'absent' && tree.at(to).kind !== 'file' && !(tree.at(to).kind === 'directory' && tree.at(from).kind === 'file')) {
    tree.doubt(to);
    tree.doubt(from);
  } else tree.move(from, to);
}

/** A command changed something whose name servers read differently. */
function doubtNamed(session: PlaySession, command: Pending): void {
  if (command.argument !== '') session.stage.tree.doubtAll();
}

/** RFC 1123 §4.1.2.9: `FILE: name`; without that what STOU has made would stay. */
function noteUnique(session: PlaySession, { place }: Pending, reply: Reply): void {
  const name = reply.lines.map((line) => /FILE: (.+)$/.exec(line.trim())?.[1]).find((one) => one !== undefined);
  const path = name === undefined ? null : session.stage.tree.resolve(place.cwd, name);
  if (path !== null && /^(file|directory)$/.test(session.stage.tree.at(path).kind)) session.problem('value', 'name of its own', { verb: 'STOU', expected: ['a name that no other file has'], actual: describe(reply), symptom: 'a name that another file has' });
  if (path !== null) session.stage.made.push(path);
  if (session.transfer !== null) session.transfer.unique = path;
  if (name === undefined) session.problem('value', 'unique name', { verb: 'STOU', expected: ['150 FILE: name'], actual: describe(reply), symptom: 'no name' }, false);
}
