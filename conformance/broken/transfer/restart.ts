import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import { clientLines } from '../client-lines.ts';
import { beforeConditions } from '../../another-path.ts';
import { fault } from '../fault.ts';
import { overlayStore } from '../../overlay-store.ts';
import { downloads, perSession } from '../own-transfer.ts';
import { uploads } from '../own-transfer.ts';

/** Rewrites the position of REST. */
const restLines = (change: (position: bigint) => bigint) => () => clientLines((line) => line.replace(/^REST (\d{1,30})/, (_, digits: string) => `REST ${change(BigInt(digits))}`));

export const restartFaults = [
  fault({
    id: 'transfer/rest-ignored', title: 'accepts REST and sends the file from its start', seen: 'students',
    caughtBy: ['transfer/restart-in-the-middle', 'transfer/restart-at-the-last-byte', 'transfer/restart-at-the-end', 'transfer/last-rest-counts'],
    parts: () => downloads((body) => body),
  }),
  fault({
    id: 'transfer/rest-counts-from-one', title: 'takes the first byte for number one', seen: 'students: off by one',
    caughtBy: ['transfer/restart-at-the-start'],
    line: restLines((position) => position + 1n),
  }),
  fault({
    id: 'transfer/rest-adds-up', title: 'adds the positions of two REST', seen: null,
    caughtBy: ['transfer/last-rest-counts'],
    line: () => {
      let sum = 0n;
      return clientLines((line) => line.replace(/^REST (\d{1,30})/, (_, digits: string) => `REST ${(sum += BigInt(digits))}`));
    },
  }),
  fault({
    id: 'transfer/rest-survives', title: 'uses the position of REST for every transfer that follows', seen: 'goftp PR 57, uFTP #30',
    caughtBy: ['transfer/restart-holds-once'],
    parts: () => {
      const kept = perSession(() => ({ offset: 0 }));
      return downloads((body, offset, session) => {
        const memory = kept(session);
        if (offset > 0) memory.offset = offset;
        return body.subarray(memory.offset);
      });
    },
  }),
  fault({
    id: 'transfer/rest-reaches-uploads', title: 'uses the position of a restarted download for the next upload', seen: 'uFTP #30',
    caughtBy: ['transfer/restart-does-not-reach-an-upload'],
    parts: () => {
      const kept = perSession(() => ({ offset: 0 }));
      const down = downloads((body, offset, session) => { kept(session).offset = offset; return body.subarray(offset); });
      const up = uploads((body, _, session) => Buffer.concat([Buffer.alloc(kept(session).offset), body]));
      return { transfer: (session, prepared, signal) => (prepared.kind === 'upload' ? up : down).transfer(session, prepared, signal) };
    },
  }),
  fault({
    id: 'transfer/rest-outlives-an-upload', title: 'uses the position of a restarted upload for the next download', seen: 'students: cleared by RETR alone',
    caughtBy: ['transfer/restarted-upload-holds-once'],
    parts: () => {
      const kept = perSession(() => ({ offset: 0 }));
      return {
        conditions: beforeConditions((session, asked) => { if (asked.on === 'STOR') kept(session).offset = session.restart ?? 0; }),
        ...downloads((body, offset, session) => body.subarray(Math.max(offset, kept(session).offset))),
      };
    },
  }),
  fault({
    id: 'transfer/restarted-upload-starts-anew', title: 'drops what lies before the position of REST and STOR', seen: 'students',
    caughtBy: ['transfer/restarted-upload-overwrites-from-there'],
    parts: () => overlayStore((store) => ({ create: (path) => store.create(path) })),
  }),
  fault({
    id: 'transfer/rest-of-63-bits', title: 'keeps the position in 63 bits', seen: 'ProFTPD #2286',
    caughtBy: ['transfer/restart-beyond-2-to-the-63'],
    line: restLines((position) => BigInt.asUintN(63, position)),
  }),
  fault({
    id: 'transfer/rest-of-64-bits', title: 'keeps the position in 64 bits', seen: 'LightFTP #80',
    caughtBy: ['transfer/restart-beyond-2-to-the-64'],
    line: restLines((position) => BigInt.asUintN(64, position)),
  }),
  fault({
    id: 'transfer/rest-and-appe-append', title: 'appends by APPE after REST', seen: 'vsftpd, Pure-FTPd', caughtBy: ['transfer/restarted-append-is-an-upload'],
    parts: () => ({
      conditions: {
        'cannot be stored': (session, asked) => {
          if (asked.on === 'APPE') session.restart = null;
          return transferConditions['cannot be stored']!(session, asked);
        },
      },
    }),
  }),
];
