import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import { fileConditions } from '../../../src/server/conditions/files.ts';
import { ftp } from '../../../src/generated/ftp.ts';
import { release, runTransfer } from '../../../src/server/transfer.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import { clientLines, clientReads } from '../client-lines.ts';
import { twice } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { downloads, nothingAfterAbort, oneAtATime, perSession, uploads } from '../own-transfer.ts';
import { StrayPort } from './stray-port.ts';

const listens = transferConditions['no port to listen on']!;

/** After a refusal the next passive port is a closed one. */
const staleAfter = (phrase: 'file missing' | 'cannot be stored'): Partial<ServerParts> => {
  const flags = perSession(() => ({ stale: false }));
  const asked = phrase === 'file missing' ? fileConditions[phrase]! : transferConditions[phrase]!;
  return {
    conditions: {
      [phrase]: async (session, command) => { const holds = await asked(session, command); if (holds) flags(session).stale = true; return holds; },
      'no port to listen on': async (session, command) => {
        const failed = await listens(session, command);
        if (flags(session).stale) session.passivePort = await StrayPort.closed();
        return failed;
      },
    },
  };
};

export const sessionFaults = [
  fault({
    id: 'transfer/double-226', title: 'says twice that a transfer has ended', seen: 'ftpony PR 6, students', caughtBy: ['transfer/two-replies-to-retr', 'transfer/two-replies-to-stor', 'transfer/two-replies-to-list'],
    parts: () => twice('[data done]'),
  }),
  fault({
    id: 'transfer/commands-break-off', title: 'breaks off a running download when a command comes', seen: 'CVE-2023-24042: state shared by commands', line: () => {
      let running = false;
      return clientLines((line) => {
        if (running && /^(NOOP|RETR|TYPE|PASV)/.test(line)) return `ABOR\r\n${line}`;
        if (line.startsWith('RETR')) running = true;
        return line;
      });
    },
    caughtBy: ['transfer/command-does-not-disturb-a-download', 'transfer/second-transfer-does-not-disturb-a-download', 'transfer/type-does-not-disturb-a-download', 'transfer/port-does-not-disturb-a-download'],
  }),
  fault({
    id: 'transfer/stale-port-after-refused-download', title: 'names a closed port in the PASV after a refused RETR', seen: 'LightFTP #45', caughtBy: ['transfer/works-after-a-refused-download'], parts: () => staleAfter('file missing'),
  }),
  fault({
    id: 'transfer/stale-port-after-refused-upload', title: 'names a closed port in the PASV after a refused STOR', seen: 'LightFTP #45', caughtBy: ['transfer/works-after-a-refused-upload'], parts: () => staleAfter('cannot be stored'),
  }),
  fault({
    id: 'transfer/every-end-is-good', title: 'answers 226 whatever became of the data connection', seen: 'LightFTP #81', caughtBy: ['transfer/reset-download-is-no-success', 'transfer/reset-upload-is-no-success'],
    parts: () => ({ transfer: (session, prepared, signal) => runTransfer(session, prepared, signal).then(() => '[data done]' as const) }),
  }),
  fault({
    id: 'transfer/dies-of-a-reset', title: 'ends the session when a data connection breaks', seen: 'students: an exception that nobody catches',
    caughtBy: ['transfer/session-outlives-a-reset-download', 'transfer/session-outlives-a-reset-upload', 'transfer/client-closes-a-download-early'],
    parts: () => ({ transfer: async (session, prepared, signal) => { const end = await runTransfer(session, prepared, signal); if (end !== '[data done]' && !signal.aborted) session.socket.destroy(); return end; } }),
  }),
  fault({
    id: 'transfer/shared-buffer', title: 'sends the beginning of what was stored last at the end of a download', seen: 'Heartbleed\'s kin: a buffer used again', caughtBy: ['transfer/uploads-and-downloads-in-turn'],
    parts: () => {
      let last: Buffer = Buffer.alloc(0);
      const up = uploads((body) => (last = body));
      const down = downloads((body, offset) => Buffer.concat([body, last.subarray(0, 16)]).subarray(offset));
      return { transfer: (session, prepared, signal) => (prepared.kind === 'upload' ? up : down).transfer(session, prepared, signal) };
    },
  }),
  fault({
    id: 'transfer/one-file-at-a-time', title: 'sends to all who download at one time what the last of them asked for', seen: 'CVE-2023-24042: a file name shared by threads', caughtBy: ['transfer/parallel-transfers-do-not-mix'],
    parts: () => {
      let current: Buffer = Buffer.alloc(0);
      return downloads(async (body) => {
        current = body;
        // Long enough for the others to have come this far.
        await new Promise((resolve) => { setTimeout(resolve, 150); });
        return current;
      });
    },
  }),
  fault({
    id: 'transfer/one-transfer-at-a-time', title: 'serves one transfer after the other', seen: 'students: no threads', caughtBy: ['transfer/unread-download-holds-up-nobody', 'transfer/idle-upload-holds-up-nobody'], parts: () => oneAtATime(),
  }),
  fault({
    id: 'transfer/locks-files', title: 'refuses a file that another client is reading', seen: null, caughtBy: ['transfer/one-file-for-many'],
    parts: () => {
      let readers = 0;
      return { transfer: async (session, prepared, signal) => {
        if (prepared.kind === 'file' && readers > 0) { await release(prepared); return '[source failed]'; }
        readers += 1;
        try { return await runTransfer(session, prepared, signal); } finally { readers -= 1; }
      } };
    },
  }),
  fault({
    id: 'transfer/abor-is-the-end', title: 'transfers nothing more after ABOR', seen: 'LightFTP 188e63b', caughtBy: ['transfer/session-outlives-an-aborted-download', 'transfer/session-outlives-an-aborted-upload'],
    parts: nothingAfterAbort,
  }),
  fault({
    id: 'transfer/telnet-is-text', title: 'takes Telnet IP and DM before ABOR for a part of the verb', seen: 'Pure-FTPd 1.0.50', caughtBy: ['transfer/abor-behind-telnet-ip'],
    line: () => clientReads((text) => text.replaceAll(/\xff\xf4(\xff\xf2|\xff|\xf2)?(?=ABOR|$)/g, 'ip')),
  }),
  fault({
    id: 'transfer/dies-of-telnet', title: 'ends the session when Telnet commands come during a transfer', seen: 'CVE-2010-4221', caughtBy: ['transfer/abor-behind-telnet-ip-ends-a-download'],
    line: () => {
      let running = false;
      return { toServer: (chunk) => {
        running ||= chunk.includes('RETR');
        return running && chunk.includes(0xff) ? null : chunk;
      } };
    },
  }),
  fault({
    id: 'transfer/abor-waits', title: 'acts on ABOR when the transfer has ended', seen: 'many servers without Synch', caughtBy: ['transfer/urgent-abor-stops-a-download'],
    parts: () => ({ protocol: { ...ftp, commands: ftp.commands.map((command) => (command.verb === 'ABOR' ? { ...command, duringTransfer: 'queued' as const } : command)) } }),
  }),
];
