import { terminalSafe } from '../../reports/escape-terminal.ts';
import type { RemoteEntry } from './remote-files.ts';

const LETTERS: Readonly<Record<RemoteEntry['type'], string>> = { file: '-', directory: 'd', link: 'l', other: '?' };
const SIZE_WIDTH = 12;
const TIME_WIDTH = 16;

/** An entry of a directory for people: kind, bytes, time in UTC, name. */
export function entryLine({ name, type, size, modified }: RemoteEntry): string {
  const time = modified === null || Number.isNaN(modified.getTime()) ? '' : modified.toISOString().slice(0, TIME_WIDTH).replace('T', ' ');
  return `${LETTERS[type]} ${String(size ?? '').padStart(SIZE_WIDTH)}  ${time.padEnd(TIME_WIDTH)}  ${terminalSafe(name)}${type === 'directory' ? '/' : ''}`;
}
