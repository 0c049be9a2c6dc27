import type { WireEvent } from '../conformance/result.ts';
import { terminalSafe } from './escape-terminal.ts';

/** One line of a transcript. */
export interface WireLine {
  readonly event: WireEvent;
  /** Escaped text without its CR LF. */
  readonly text: string;
  /** True when CR LF ended it on the wire; a bare CR or LF stays visible in the text. */
  readonly ended: boolean;
  /** True for the first line of its event. */
  readonly first: boolean;
}

/** CR LF as the recorder writes it; a doubled backslash before it is text. */
const LINE_END = /(?<!\\)((?:\\\\)*)(?:\\x0d\\x0a|\\r\\n)/giu;

/** The events as lines, so that a multi-line reply reads as it was meant. */
export function wireLines(events: readonly WireEvent[]): WireLine[] {
  return events.flatMap((event) => {
    const parts = terminalSafe(event.data).replace(LINE_END, '$1\n').split('\n');
    const rest = parts.pop() ?? '';
    const lines = parts.map((text, index) => ({ event, text, ended: true, first: index === 0 }));
    if (rest !== '' || lines.length === 0) lines.push({ event, text: rest, ended: false, first: lines.length === 0 });
    return lines;
  });
}
