import { escapeBytes } from '../../../src/wire/escape.ts';
import type { Session } from '../../session.ts';

/** Bytes shown of the place where two bodies part. */
const SHOWN = 12;

/** Requires that a body arrived as it is; the finding names the first byte that differs. */
export function requireSame(session: Session, rule: string, wanted: Buffer, got: Buffer, hint: string | null = null): void {
  if (wanted.equals(got)) return;
  session.fail(rule, [`${wanted.length} bytes, the same`], difference(wanted, got), hint);
}

function difference(wanted: Buffer, got: Buffer): string {
  const most = Math.min(wanted.length, got.length);
  let at = 0;
  while (at < most && wanted[at] === got[at]) at += 1;
  if (at === got.length) return `${got.length} bytes: the last ${wanted.length - got.length} are missing`;
  if (at === wanted.length) return `${got.length} bytes: ${got.length - wanted.length} too many at the end, ${show(got, at)}`;
  return `${got.length} bytes; from byte ${at} on ${show(got, at)} instead of ${show(wanted, at)}`;
}

function show(bytes: Buffer, at: number): string {
  return `"${escapeBytes(bytes.subarray(at, at + SHOWN))}${at + SHOWN < bytes.length ? '…' : ''}"`;
}
