import type { WireEvent } from '../conformance/result.ts';
import { wireLines } from './wire-lines.ts';

const WHO = { sent: 'C', received: 'S', note: '-' } as const;

/** The last `most` lines of a wire log as plain text: time, who (C client, S server, - note), `data` where it is not the control connection. */
export function wireText(events: readonly WireEvent[], most = 200): string {
  return transcript(events, most).join('\n');
}

/** The same, one string a line; the first one counts the lines left out. */
export function transcript(events: readonly WireEvent[], most: number): string[] {
  const lines = wireLines(events);
  const data = events.some((event) => event.channel === 'data');
  const sessions = new Set(events.map((event) => event.session)).size > 1;
  const shown = lines.slice(-most).map(({ event, text, first }) => {
    const time = first ? `${event.at.toFixed(1)} ms` : '';
    const session = sessions ? ` #${event.session}` : '';
    const channel = !data ? '' : event.channel === 'data' ? ' data' : '     ';
    return `${time.padStart(10)}${session} ${channel} ${WHO[event.direction]}${text === '' ? '' : `  ${text}`}`;
  });
  const hidden = lines.length - shown.length;
  return hidden > 0 ? [`${''.padStart(10)} … ${hidden} earlier line${hidden === 1 ? '' : 's'}`, ...shown] : shown;
}
