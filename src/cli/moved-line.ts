import { terminalSafe } from '../../reports/escape-terminal.ts';
import type { Moved } from '../user-client/one-shot.ts';

/** What a transfer has done, as a line. */
export function movedLine(moved: Moved): string {
  const resumed = moved.resumedAt > 0 ? `, of which ${moved.resumedAt} were there already` : '';
  const verified = moved.verified === undefined ? '' : `, ${moved.verified} verified`;
  return `${terminalSafe(moved.to)}: ${moved.size} bytes${resumed}${verified}\n`;
}
