import type { Socket } from 'node:net';
import { ftp } from '../../../src/generated/ftp.ts';
import { linesOf } from '../../../src/server/listing.ts';
import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import { runTransfer } from '../../../src/server/transfer.ts';
import { anotherListing } from '../../another-listing.ts';
import { anotherPath } from '../../another-path.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

/** Sends listings with LF alone, in all types or in TYPE I only. */
function bareLines(inAscii: boolean): { transfer: typeof runTransfer } {
  return {
    transfer: async (session, prepared, signal) => {
      const { dataPort } = session;
      const open = dataPort.open.bind(dataPort);
      dataPort.open = async (...limits) => {
        dataPort.open = open;
        const opened = await open(...limits);
        if (opened.ok && prepared.kind === 'listing' && (inAscii || !session.ascii)) stripReturns(opened.socket);
        return opened;
      };
      return runTransfer(session, prepared, signal);
    },
  };
}

function stripReturns(socket: Socket): void {
  const write = socket.write.bind(socket) as (bytes: Buffer, done?: (error?: Error | null) => void) => boolean;
  socket.write = ((bytes: Buffer, done?: (error?: Error | null) => void) => write(Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), done)) as typeof socket.write;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const listingFaults = [
  fault({
    id: 'files/list-leaves-one-out', title: 'leaves the last entry out of a listing', seen: 'students: off by one', caughtBy: ['files/list-shows-each-file', 'files/list-of-200-entries', 'files/list-of-a-directory', 'files/list-follows-cwd', 'files/list-of-a-file'],
    parts: () => anotherListing(['LIST'], (lines) => lines.slice(0, -1)),
  }),

  fault({
    id: 'files/list-shows-no-directories', title: 'shows files only by LIST', seen: 'students: if os.path.isfile(name)', caughtBy: ['files/list-shows-each-file', 'files/list-lines-are-readable'],
    parts: () => anotherListing(['LIST'], (lines) => lines.filter((line) => !line.startsWith('d'))),
  }),

  fault({
    id: 'files/nlst-is-list', title: 'answers NLST with the lines of LIST', seen: 'students', caughtBy: ['files/nlst-sends-names-only'],
    parts: () => anotherListing(['NLST'], async (_, asked, session) => {
      const lines: string[] = [];
      const found = await linesOf(session, 'LIST', asked.argument, asked.path!);
      if (found.ok) for await (const line of found.value) lines.push(line);
      return lines;
    }),
  }),

  fault({
    id: 'files/nlst-without-the-directory', title: 'sends by NLST of a directory names without the directory', seen: 'pyftpdlib', caughtBy: ['files/nlst-names-are-usable'],
    parts: () => anotherListing(['NLST'], (lines) => lines.map((line) => line.slice(line.lastIndexOf('/') + 1))),
  }),

  fault({
    id: 'files/nlst-shows-its-disk', title: 'sends by NLST the names that files have on the disk of the server', seen: 'students: os.path.join(root, name)', caughtBy: ['files/nlst-names-of-here-are-usable'],
    parts: () => anotherListing(['NLST'], (lines, asked, session) => lines.map((line) => `${session.config.root}${asked.path === '/' ? '' : asked.path}/${line.slice(line.lastIndexOf('/') + 1)}`)),
  }),

  ...(['LIST', 'NLST'] as const).map((verb) => fault({
    id: `files/${verb.toLowerCase()}-chooses-ascii`, title: `goes to TYPE A by ${verb}, and stays there`, seen: 'students: self.type = "A"', caughtBy: [`files/${verb.toLowerCase()}-leaves-the-type`],
    parts: () => {
      const { protocol } = editProtocol({ 'FTP-XFR-59': { on: ['MLSD', verb === 'LIST' ? 'NLST' : 'LIST'] } });
      const listing = ftp.rules.find(({ id }) => id === 'FTP-XFR-59')!;
      return { protocol: { ...protocol, rules: [...protocol.rules, { ...listing, id: 'WRONG-1', on: [verb], next: ['listing', 'ascii'] }] } };
    },
  })),

  fault({
    id: 'files/list-counts-months-from-zero', title: 'shows by LIST the month after the right one', seen: 'students: months[tm_mon]', caughtBy: ['files/list-tells-the-date'],
    parts: () => anotherListing(['LIST'], (lines) => lines.map((line) => line.replace(/ ([A-Z][a-z]{2}) (?=[ \d]\d )/, (_, month: string) => ` ${MONTHS[(MONTHS.indexOf(month) + 1) % 12]} `))),
  }),

  fault({
    id: 'files/list-shows-no-years', title: 'shows by LIST a time of day for files of years ago', seen: 'students: strftime("%b %d %H:%M")', caughtBy: ['files/list-tells-the-date'],
    parts: () => anotherListing(['LIST'], (lines) => lines.map((line) => line.replace(/ \d{4} (?=[^ ]+$)/, '04:05 '))),
  }),

  fault({
    id: 'files/list-shows-names-only', title: 'shows by LIST names alone', seen: 'students: "\\n".join(os.listdir())', caughtBy: ['files/list-lines-are-readable', 'files/list-shows-a-name-with-spaces'],
    parts: () => anotherListing(['LIST'], (lines) => lines.map((line) => line.split(/ +/).slice(8).join(' '))),
  }),

  fault({
    id: 'files/list-squeezes-spaces', title: 'turns several spaces of a name into one by LIST', seen: 'students: " ".join(line.split())', caughtBy: ['files/list-shows-a-name-with-spaces'],
    parts: () => anotherListing(['LIST'], (lines) => lines.map((line) => line.replace(/ +/g, ' '))),
  }),

  fault({
    id: 'files/listings-in-bare-lf', title: 'ends the lines of listings in LF alone', seen: 'students', caughtBy: ['files/list-lines-end-in-crlf', 'files/nlst-lines-end-in-crlf', 'files/list-implies-ascii', 'files/nlst-implies-ascii'],
    parts: () => bareLines(true),
  }),

  fault({
    id: 'files/image-listings-in-bare-lf', title: 'ends the lines of listings in LF alone in TYPE I', seen: null, caughtBy: ['files/list-implies-ascii', 'files/nlst-implies-ascii'],
    parts: () => bareLines(false),
  }),

  fault({
    id: 'files/empty-listing-says-so', title: 'sends a line that says that there is nothing by NLST', seen: 'students', caughtBy: ['files/nlst-of-an-empty-directory'],
    parts: () => anotherListing(['NLST'], (lines) => (lines.length === 0 ? ['(empty)'] : lines)),
  }),

  fault({
    id: 'files/empty-listing-refused', title: 'says "no files found" of an empty directory', seen: 'wu-ftpd', caughtBy: ['files/list-of-an-empty-directory', 'files/mlsd-of-an-empty-directory'],
    parts: () => ({
      conditions: {
        'cannot be listed': async (session, asked) => {
          const entries = await session.store.list(asked.path ?? '/');
          let empty = entries.ok;
          if (entries.ok) for await (const _ of entries.value) { empty = false; break; }
          return empty || transferConditions['cannot be listed']!(session, asked);
        },
      },
    }),
  }),

  fault({
    id: 'files/listing-ignores-its-argument', title: 'lists the working directory whatever LIST and NLST name', seen: 'students', caughtBy: ['files/list-of-a-directory', 'files/nlst-of-a-directory', 'files/list-of-a-file'],
    parts: () => anotherPath(['LIST', 'NLST'], (_, session) => session.directory),
  }),

  fault({
    id: 'files/listing-changes-the-directory', title: 'enters the directory that it lists', seen: 'students: chdir() before listdir()', caughtBy: ['files/list-of-a-directory', 'files/nlst-of-a-directory'],
    parts: () => anotherListing(['LIST', 'NLST'], (lines, asked, session) => {
      session.directory = asked.path ?? '/';
      return lines;
    }),
  }),

  fault({
    id: 'files/listing-of-the-root', title: 'lists the root directory when LIST names nothing', seen: 'students', caughtBy: ['files/list-follows-cwd'],
    parts: () => anotherPath(['LIST', 'NLST'], (argument) => (argument === '' ? '/' : null)),
  }),

  fault({
    id: 'files/listing-fits-a-buffer', title: 'sends only what fits into one buffer of 4 KiB', seen: 'students: one send() of one buffer', caughtBy: ['files/list-of-200-entries', 'files/nlst-of-200-entries'],
    parts: () => anotherListing(['LIST', 'NLST'], (lines) => {
      let bytes = 0;
      return lines.filter((line) => (bytes += line.length + 2) <= 4096);
    }),
  }),
];
