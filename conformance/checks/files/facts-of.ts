import { decodeText } from '../../../src/wire/charset.ts';
import { parseFacts, type FactsLine } from '../../../src/wire/facts.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';

export type Entry = Extract<FactsLine, { kind: 'entry' }>;

/** Reads an entry, given without MLST's leading space. */
export function readEntry(session: Session, line: string): Entry {
  const entry = parseFacts(line);
  if (entry.kind === 'malformed') session.fail('FTP-FIL-R32', ['fact=value; pairs, a space, the name'], `${JSON.stringify(line)}: ${entry.reason}`);
  return entry;
}

/** The entry that MLST shows. */
export async function mlst(session: Session, path: string): Promise<Entry> {
  const reply = await session.succeeds(path === '' ? 'MLST' : `MLST ${path}`);
  const [line, ...more] = reply.lines.slice(1, -1);
  if (line === undefined || more.length > 0) session.fail('FTP-FIL-R33', ['250-text, one entry begun by a space, 250 text'], describe(reply));
  session.require(line.startsWith(' '), 'FTP-FIL-R33', 'an entry line that begins with a space', JSON.stringify(line), 'The space keeps a client from taking the entry for a reply code; MLSD has none.');
  return readEntry(session, line.slice(1));
}

/** The entries that MLSD shows. */
export async function mlsd(tester: Tester, session: Session, path: string): Promise<Entry[]> {
  const { bytes } = await receive(tester, session, path === '' ? 'MLSD' : `MLSD ${path}`);
  const lines = decodeText(bytes).split('\r\n');
  session.require(lines.pop() === '' && !lines.some((line) => line.includes('\n')), 'FTP-FIL-R32', 'lines that end in CR LF', 'a line that ends otherwise');
  return lines.map((line) => readEntry(session, line));
}

/** Entries that are not the directory listed nor its parent. */
export function children(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry) => !['cdir', 'pdir'].includes(entry.facts.get('type')?.toLowerCase() ?? ''));
}

/** The facts that FEAT offers, lower case, each with whether it is marked as selected; null when FEAT has no MLST. */
export async function offeredFacts(session: Session): Promise<Map<string, boolean> | null> {
  const reply = await session.succeeds('FEAT');
  const line = reply.lines.slice(1, -1).map((one) => one.trim()).find((one) => /^mlst( |$)/i.test(one));
  if (line === undefined) return null;
  const facts = line.slice('MLST'.length).trim().split(';').filter((fact) => fact !== '');
  return new Map(facts.map((fact) => [fact.replace(/\*$/, '').toLowerCase(), fact.endsWith('*')]));
}
