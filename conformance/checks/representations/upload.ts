import type { Reply } from '../../../src/wire/reply.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { openData } from '../../transfers.ts';
import { requireStored } from '../transfer/stored.ts';
import { saysNotImplemented } from '../../../src/wire/not-implemented.ts';

/** What came of an upload. */
export interface Uploaded {
  readonly final: Reply;
  /** Replies to restart markers, `110 …`. */
  readonly confirmed: readonly Reply[];
}

/** `keep`: the data connection is left open after the last byte; `refusable`: STOR may be refused with these parameters; `before`: a command directly before STOR; `optional`: which may be refused. */
export interface UploadOptions { readonly keep?: boolean; readonly refusable?: boolean; readonly before?: string; readonly optional?: boolean }

/** Stores what the wire holds, in one piece or in several, whatever comes of it. */
export async function upload(tester: Tester, session: Session, name: string, wire: Buffer | readonly Buffer[], options: UploadOptions = {}): Promise<Uploaded> {
  const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
  try {
    const before = options.before === undefined ? null : await session.command(options.before);
    if (before !== null && (saysNotImplemented(before.code) || (options.optional === true && before.code >= 400))) throw new Stop('not-implemented', `${options.before ?? ''} is refused: ${describe(before)}`);
    const line = `STOR ${tester.file(name)}`;
    const first = await (options.refusable === true ? session.command(line, { 'no data connection': false }) : session.succeeds(line, { 'no data connection': false }));
    if (first.code >= 400) throw new Stop('not-implemented', `STOR is refused with these parameters: ${describe(first)}`);
    const connection = await data.connection();
    for (const piece of Buffer.isBuffer(wire) ? [wire] : wire) await connection.send(piece, { deadline: session.timeout });
    if (options.keep !== true) connection.end();
    const confirmed: Reply[] = [];
    let reply = await session.reply();
    for (; reply.code < 200; reply = await session.reply()) confirmed.push(reply);
    return { final: reply, confirmed };
  } finally {
    await data.close();
  }
}

/** Stores what the wire holds and requires that the server has this file then. */
export async function requireUpload(tester: Tester, session: Session, rule: string, wire: Buffer | readonly Buffer[], file: Buffer, hint: string | null = null, options: UploadOptions = {}): Promise<void> {
  const name = tester.name('.rep');
  const { final } = await upload(tester, session, name, wire, options);
  session.require(final.code < 300, rule, '226: the file is whole', describe(final), hint);
  await requireStored(tester, session, rule, name, file, hint);
}

/** Stores what is no whole file, and requires that it does not pass for one. */
export async function requireRefusal(tester: Tester, session: Session, rule: string, wire: Buffer, hint: string): Promise<void> {
  const name = tester.name('.rep');
  const { final } = await upload(tester, session, name, wire);
  session.require(final.code >= 400, rule, '426, 451 or another refusal', describe(final), hint);
  const left = tester.disk(name);
  session.require(left === null || left === undefined, rule, `no file ${name}`, `${left?.length ?? 0} bytes stand under that name`, hint);
}

/** Each byte by itself. */
export function singly(wire: Buffer): Buffer[] { return Array.from(wire, (byte) => Buffer.from([byte])); }

export function hex(text: string): Buffer { return Buffer.from(text.replaceAll(' ', ''), 'hex'); }
