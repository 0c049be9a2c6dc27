import { minimalFtp } from '../../../src/generated/minimal-ftp.ts';
import { fileConditions } from '../../../src/server/conditions/files.ts';
import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import type { SessionState } from '../../../src/server/session-state.ts';
import { release, runTransfer } from '../../../src/server/transfer.ts';
import { anotherListing } from '../../another-listing.ts';
import { anotherPath } from '../../another-path.ts';
import { clientLines, clientReads } from '../../broken/client-lines.ts';
import { rewriteReplies } from '../../broken/edit-protocol.ts';
import { fault, type Fault } from '../../broken/fault.ts';
import { forgetful } from '../../broken/forgetful.ts';
import { joined, noJail } from '../../broken/no-jail.ts';
import { downloads, in26Bits, perSession, uploads } from '../../broken/own-transfer.ts';
import { StrayPort } from '../../broken/transfer/stray-port.ts';
import { fullDisk } from '../../dialects/full-disk.ts';

const wrong = (id: string, title: string, caughtBy: readonly string[], parts: () => Partial<ServerParts>): Fault => fault({ id: `minimal-ftp/${id}`, title, seen: 'students', caughtBy: caughtBy.map((name) => `protocol/${name}`), parts: () => ({ protocol: minimalFtp, ...parts() }) });
const garbled = (id: string, title: string, caughtBy: readonly string[], line: NonNullable<Fault['line']>): Fault => ({ ...wrong(id, title, caughtBy, () => ({})), line });

const entering = fileConditions['cannot be entered']!;

/** What programs for minimal-ftp get wrong, one mistake a server. */
export const minimalFtpFaults: readonly Fault[] = [
  wrong('bare-lf', 'ends its welcome in LF alone', ['welcomes'], () => rewriteReplies((text, on) => (on === '[connected]' ? text.replace('\r\n', '\n') : text))),
  wrong('adds-a-line-end', 'adds a line end to what it sends', ['round-trip-of-0-bytes', 'round-trip-of-1-bytes', 'round-trip-of-1023-bytes', 'names-with-spaces'], () => downloads((body) => Buffer.concat([body, Buffer.from('\n')]))),
  wrong('one-send', 'sends no more than fits in one call', ['round-trip-of-65535-bytes', 'round-trip-of-65536-bytes', 'round-trip-of-65537-bytes', 'round-trip-of-1048576-bytes', 'large-file-arrives-whole'], () => downloads((body) => body.subarray(0, 65_000))),
  wrong('stale-listing', 'lists nothing', ['list-shows-a-new-file', 'cd-changes-what-list-shows'], () => anotherListing(['LIST'], () => [])),
  garbled('splits-names', 'takes a name up to its first space', ['names-with-spaces'], () => clientLines((line) => line.replace(/^(\S+ \S+) .*(?=\r\n)/, '$1'))),
  wrong('no-jail', 'joins the name to the served directory and opens what comes out', ['stays-inside-1', 'stays-inside-3'], () => noJail(['RETR'], joined)),
  wrong('absolute-names', 'opens absolute names as they are', ['stays-inside-2'], () => noJail(['RETR'], (argument) => (argument.startsWith('/') ? argument : null))),
  wrong('stores-outside', 'stores wherever .. leads', ['stor-stays-inside'], () => noJail(['STOR'], joined)),
  wrong('climbs', 'leaves the served directory by CD ..', ['cd-stays-inside'], () => {
    const flags = perSession(() => ({ up: 0 }));
    return { conditions: {
      'cannot be entered': (session, asked) => { if (asked.argument === '..') flags(session).up += 1; return entering(session, asked); },
      ...anotherListing(['LIST'], (lines, _, session) => (flags(session).up > 4 ? ['bin', 'etc', 'tmp', 'usr'] : lines)).conditions,
    } };
  }),
  garbled('one-recv-is-one-command', 'takes each read from the socket for a whole command', ['commands-in-pieces'], () => clientReads((text) => (text.endsWith('\n') ? text : `${text}\r\n`))),
  garbled('one-command-a-recv', 'handles the first command of a segment and drops the others', ['commands-in-one-piece'], () => clientReads((text) => text.slice(0, text.indexOf('\n') + 1) || text)),
  wrong('locks-files', 'refuses a file that another client is reading', ['many-clients'], () => {
    let readers = 0;
    return { transfer: async (session, prepared, signal) => {
      if (prepared.kind === 'file' && readers > 0) { await release(prepared); return '[source failed]'; }
      readers += 1;
      try { return await runTransfer(session, prepared, signal); } finally { readers -= 1; }
    } };
  }),
  wrong('stays-after-quit', 'says goodbye and keeps the connection', ['quit-closes', 'exit-is-quit'], () => ({ protocol: { ...minimalFtp, rules: minimalFtp.rules.map((rule) => (rule.id === 'MIN-PRO-30' ? { ...rule, next: [] } : rule)) } })),
  garbled('capitals-only', 'knows verbs in capitals only', ['lower-case'], () => clientLines((line) => (/^[a-z]/.test(line) ? 'NOSUCH\r\n' : line))),
  wrong('cd-does-nothing', 'says 250 to CD and stays where it is', ['cd-changes-what-list-shows', 'names-are-relative-to-the-directory'], () => ({ conditions: { 'cannot be entered': () => false } })),
  wrong('no-way-back', 'stays where it is at CD ..', ['cd-and-back'], () => anotherPath(['CD'], (argument, session) => (argument === '..' ? session.directory : null))),
  wrong('refused-cd-goes-home', 'goes to the top when it refuses CD', ['refused-cd-changes-nothing'], () => ({ conditions: { 'directory missing': async (session, asked) => {
    const holds = await fileConditions['directory missing']!(session, asked);
    if (holds) session.directory = '/';
    return holds;
  } } })),
  wrong('one-directory-for-all', 'changes the directory of the whole server', ['directories-are-separate'], () => {
    const all = new Set<SessionState>();
    return { conditions: {
      'cannot be listed': (session, asked) => { all.add(session); return transferConditions['cannot be listed']!(session, asked); },
      'cannot be entered': async (session, asked) => {
        const failed = await entering(session, asked);
        for (const other of all) other.directory = session.directory;
        return failed;
      },
    } };
  }),
  wrong('empty-is-an-error', 'refuses to list an empty directory', ['empty-directory-is-listed'], () => {
    const listing = anotherListing(['LIST'], (lines) => lines);
    return { conditions: { 'cannot be listed': async (session, asked) => {
      if (await listing.conditions['cannot be listed']!(session, asked)) return true;
      const { prepared } = session;
      if (prepared?.kind !== 'listing') return false;
      const lines: string[] = [];
      for await (const line of prepared.lines) lines.push(line);
      session.prepared = lines.length === 0 ? null : { kind: 'listing', lines: (async function* each() { yield* lines; })() };
      return lines.length === 0;
    } } };
  }),
  wrong('no-truncation', 'overwrites a file without cutting what is longer', ['stor-replaces-a-longer-file'], () => {
    const known = new Map<string, Buffer>();
    return uploads((body, upload) => {
      const whole = Buffer.concat([body, (known.get(upload.path) ?? Buffer.alloc(0)).subarray(body.length)]);
      known.set(upload.path, whole);
      return whole;
    });
  }),
  wrong('five-ports', 'names a closed port from the sixth transfer of a session on', ['twenty-transfers'], () => {
    const counts = perSession(() => ({ transfers: 0 }));
    return { conditions: { 'no port to listen on': async (session, asked) => {
      const failed = await transferConditions['no port to listen on']!(session, asked);
      if ((counts(session).transfers += 1) > 5) session.passivePort = await StrayPort.closed();
      return failed;
    } } };
  }),
  wrong('done-at-once', 'says 226 together with 150', ['reply-waits-for-the-end'], () => rewriteReplies((text, on) => (on === 'RETR' && text.startsWith('150') ? `${text}226 Transfer complete.\r\n` : on === '[data done]' ? '' : text))),
  ...(['download', 'upload'] as const).map((kind) => wrong(`dies-in-its-clients-${kind}`, `answers nobody any more when a client has gone in its ${kind}`, [`client-gone-in-${kind === 'upload' ? 'an' : 'a'}-${kind}`], () => {
    let dead = false;
    return {
      transfer: (session, prepared, signal) => {
        // The client's reset may look like the end of its upload: what counts is that it is gone.
        if ((prepared.kind === 'upload') === (kind === 'upload')) for (const sign of ['end', 'error', 'close']) session.socket.once(sign, () => { dead = true; });
        return runTransfer(session, prepared, signal);
      },
      reply: (bytes) => (dead ? Buffer.alloc(0) : bytes),
    };
  })),
  wrong('reads-in-26-bits', 'begins a file anew after 64 MiB', ['sends-100-mib'], in26Bits.downloads),
  wrong('writes-in-26-bits', 'stores the first 64 MiB of a file', ['stores-100-mib'], in26Bits.uploads),
  wrong('full-and-silent', 'says that it stored a file for which there was no room', ['stor-disk-full'], () => ({ store: fullDisk, protocol: { ...minimalFtp, rules: minimalFtp.rules.map((rule) => (rule.on.includes('[storage full]') ? { ...rule, reply: [[226]] } : rule)) } })),
  wrong('forgets', 'knows after a restart only what was stored since', ['file-survives-a-restart'], forgetful),
];
