import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeBytes } from '../oracle/describe-bytes.ts';
import { isAscii } from '../oracle/told.ts';
import type { Demand } from '../oracle/demands.ts';
import type { PlaySession } from './session.ts';

/** Looks at the disk for a file whose content has just become known; null where nothing is wrong or the disk is out of reach. */
export async function diskUntruth(session: PlaySession): Promise<{ readonly demand: Demand; readonly expected: string; readonly actual: string; readonly symptom: string } | null> {
  const { stored } = session;
  session.stored = null;
  const { subject, tree } = session.stage;
  if (stored === null || !subject.disk || session.stage.busyBeside(session)) return null;
  const node = tree.at(stored);
  if (node.kind !== 'file' || node.content === null) return null;
  const path = Buffer.from(join(subject.started.testee.root!, stored), 'latin1');
  const found = await readFile(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : undefined));
  if (found === undefined || (found !== null && found.equals(node.content))) return null;
  return { demand: node.asks ?? (isAscii(stored) ? 'stored' : 'odd names'), expected: describeBytes(node.content), actual: found === null ? 'no such file on the disk' : `${describeBytes(found)} on the disk`, symptom: found === null ? 'not on the disk' : found.length < node.content.length ? 'too short on the disk' : 'other bytes on the disk' };
}
