import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reply } from '../../../src/wire/reply.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';

/** Sends a SITE command that a server may lack or keep from the user: then there is nothing to judge. */
export async function served(session: Session, line: string): Promise<Reply> {
  const reply = await session.succeeds(line);
  if (reply.code >= 300 || reply.code === 202) throw new Stop('not-implemented', `${line.split(' ', 2).join(' ')} is not to be had: ${describe(reply)}`);
  return reply;
}

/** The permission bits of a file: from the disk where it is within reach, else from a listing that shows them. */
export async function modeOf(tester: Tester, name: string): Promise<number> {
  const { root } = tester.testee;
  const onDisk = root === null ? null : await stat(join(root, name)).catch(() => null);
  if (onDisk !== null) return onDisk.mode & 0o777;
  const session = await tester.login();
  const { bytes } = await session.given('a listing', () => receive(tester, session, 'LIST'));
  const line = bytes.toString('latin1').split('\r\n').find((one) => one.endsWith(` ${name}`));
  const letters = /^[-d]([rwxsStT-]{9})/.exec(line ?? '')?.[1];
  if (letters === undefined) throw new Stop('skipped', 'the served directory is not known, and LIST shows no permissions');
  return Array.from(letters).reduce((mode, letter) => mode * 2 + (letter === '-' || letter === 'S' || letter === 'T' ? 0 : 1), 0);
}

/** `640`: a mode as people write it. */
export function octal(mode: number): string { return mode.toString(8).padStart(3, '0'); }

/** When a file was changed, as MDTM tells. */
export async function changed(session: Session, name: string): Promise<string> {
  const reply = await session.given('MDTM', () => session.succeeds(`MDTM ${name}`));
  return (reply.lines[0] ?? '').trim().slice(0, 14);
}
