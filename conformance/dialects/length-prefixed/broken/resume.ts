import { createHash } from 'node:crypto';
import { OneRequestChannel } from '../../../../src/dialects/length-prefixed/channel.ts';
import { lengthPrefixed } from '../../../../src/dialects/length-prefixed/length-prefixed.ts';
import { lengthResume } from '../../../../src/dialects/length-prefixed/length-resume.ts';
import { formatResumeAnswer } from '../../../../src/dialects/length-prefixed/resume-answer.ts';
import { writeOut } from '../../../../src/server/data/outgoing.ts';
import type { ServerParts } from '../../../../src/server/reference-server.ts';
import { fault, type Fault } from '../../../broken/fault.ts';

const whole = lengthResume.parts;
const sends = (...sizes: readonly number[]): string[] => sizes.map((size) => `length-resume/sends-${size}-bytes`);

/** A server of the variant with some parts replaced. */
function faulty(id: string, title: string, caughtBy: readonly string[], parts: () => Partial<ServerParts>, seen: string | null = null): Fault {
  return fault({ id: `length-resume/${id}`, title, seen, caughtBy: caughtBy.map((name) => (name.includes('/') ? name : `length-resume/${name}`)), parts: () => ({ ...whole, ...parts() }) });
}

/** Another position, made of the one in the request and given to the rest of the server. */
function positioned(change: (position: number) => number): Partial<ServerParts> {
  return {
    conditions: {
      ...whole.conditions,
      'cannot be read': (session, asked) => {
        if (session.channel instanceof OneRequestChannel) session.channel.position = change(session.channel.position);
        return whole.conditions!['cannot be read']!(session, asked);
      },
    },
  };
}

/** Data and checksum made of the file and the position, and sent in one piece. */
function sending(make: (body: Buffer, position: number) => Buffer): Partial<ServerParts> {
  return {
    transfer: async (session, prepared, signal) => {
      if (prepared.kind !== 'file') return whole.transfer!(session, prepared, signal);
      const body = await prepared.file.handle.readFile();
      await prepared.file.handle.close();
      const position = session.channel instanceof OneRequestChannel ? session.channel.position : 0;
      return (await writeOut(session.socket, make(body, position))) ? '[data done]' : '[data failed]';
    },
  };
}

const sha256 = (body: Buffer): Buffer => Buffer.from(createHash('sha256').update(body).digest('hex'));

/** Servers of the variant with one deliberate mistake each. */
export const lengthResumeFaults: readonly Fault[] = [
  faulty('is-length-prefixed', 'speaks length-prefixed', [...sends(0, 1, 65_536), 'request-cut-anywhere', 'numbers-its-errors', 'position-beyond-the-end', 'waits-for-the-position'], () => lengthPrefixed.parts, 'a server without the variant'),
  faulty('ignores-the-position', 'sends the whole file whatever the position', ['sends-from-a-position', 'position-at-the-end', 'resumes-a-broken-download', 'request-cut-anywhere'], () => positioned(() => 0)),
  faulty('position-of-16-bits', 'has sixteen bits for the position', ['resumes-a-broken-download', 'sends-from-a-position'], () => positioned((position) => position & 0xffff)),
  faulty('position-off-by-one', 'takes the position for the last byte that the client has', ['sends-from-a-position', 'request-cut-anywhere'], () => positioned((position) => (position > 0 ? position - 1 : 0)), 'ranges that include their end'),
  faulty('position-clipped', 'takes a position beyond the end for the end', ['position-beyond-the-end'], () => ({
    conditions: {
      ...whole.conditions,
      'cannot be read': async (session, asked) => {
        await whole.conditions!['cannot be read']!(session, asked);
        if (session.prepared?.kind === 'file' && session.channel instanceof OneRequestChannel) session.channel.position = Math.min(session.channel.position, session.prepared.file.facts.size);
        return false;
      },
    },
  })),
  faulty('nothing-left-is-refused', 'refuses a position at the end of the file', ['position-at-the-end', ...sends(0)], () => ({
    conditions: {
      ...whole.conditions,
      'cannot be read': async (session, asked) => (await whole.conditions!['cannot be read']!(session, asked))
        || (session.prepared?.kind === 'file' && session.channel instanceof OneRequestChannel && session.channel.position === session.prepared.file.facts.size),
    },
  })),
  faulty('checksum-of-the-rest', 'computes the checksum of what it sends only', ['sends-from-a-position', 'position-at-the-end', 'resumes-a-broken-download'], () => sending((body, position) => Buffer.concat([body.subarray(position), sha256(body.subarray(position))]))),
  faulty('md5-after-the-data', 'sends the MD5 after the data', sends(0, 1, 65_535, 65_537), () => sending((body, position) => Buffer.concat([body.subarray(position), Buffer.from(createHash('md5').update(body).digest('hex'))]))),
  faulty('one-block-only', 'sends the first 64 KiB only', sends(65_537, 2 ** 20), () => sending((body, position) => Buffer.concat([body.subarray(position, position + 65_536), sha256(body)]))),
  faulty('line-end-after-the-checksum', 'ends the checksum in a line end', sends(0, 2 ** 20), () => sending((body, position) => Buffer.concat([body.subarray(position), sha256(body), Buffer.from('\n')])), 'print()'),
  faulty('checksum-of-a-part', 'sends the checksum of what there was when the file became shorter', ['no-checksum-of-a-part'], () => ({
    transfer: async (session, prepared, signal) => {
      const end = await whole.transfer!(session, prepared, signal);
      if (end === '[source failed]') await writeOut(session.socket, sha256(Buffer.alloc(0)));
      return end;
    },
  })),
  faulty('one-number-for-all', 'numbers every error 421', ['numbers-its-errors', 'position-beyond-the-end'], () => ({ format: (code, lines) => formatResumeAnswer(code === 550 ? 421 : code, lines) })),
  faulty('errors-without-length', 'writes the text of an error without its length', ['numbers-its-errors'], () => ({ format: (code, lines) => { const answer = formatResumeAnswer(code, lines); return answer.toString('latin1', 0, 5) === 'ERROR' ? Buffer.concat([answer.subarray(0, 8), answer.subarray(10)]) : answer; } })),
  faulty('answers-early', 'answers when the name is there', ['waits-for-the-position', 'request-cut-anywhere'], () => ({ channel: (socket) => new OneRequestChannel(socket, 0) })),
];
