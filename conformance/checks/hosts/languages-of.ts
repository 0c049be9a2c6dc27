import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { featuresOf } from '../information/feature-lines.ts';

/** The languages that FEAT lists, as it writes them, and the one that it marks; the check ends where LANG is missing. */
export async function languagesIn(session: Session): Promise<{ tags: string[]; current: string | null; line: string }> {
  await session.succeeds('LANG');
  const line = (await featuresOf(session)).get('LANG');
  if (line === undefined) session.fail('FTP-HST-R20', ['a line LANG with language tags in FEAT'], 'FEAT has no such line');
  const tags = line.split(';').filter((tag) => tag !== '');
  return { tags: tags.map((tag) => tag.replace(/\*$/, '')), current: tags.find((tag) => tag.endsWith('*'))?.slice(0, -1) ?? null, line };
}

/** A language that is not the default; the check ends where there is none. */
export async function anotherLanguage(session: Session): Promise<{ first: string | null; other: string }> {
  const { tags, current } = await languagesIn(session);
  const other = tags.find((tag) => tag !== (current ?? tags[0]));
  if (other === undefined) throw new Stop('not-implemented', 'FEAT lists one language only');
  return { first: current, other };
}
