import type { VNode } from 'preact';
import type { WireEvent } from '../conformance/result.ts';
import { time } from './summary.ts';
import { wireLines, type WireLine } from './wire-lines.ts';

const WHO = { sent: 'C', received: 'S', note: '·' } as const;
const ESCAPES = /((?:\\x[0-9a-f]{2}|\\u\{[0-9a-f]+\}|\\[rnt\\])+)/iu;

/** Lines shown of the beginning and of the end: one check can hold a hundred thousand, which no browser lays out. */
const MOST_LINES = 400;

/** The wire log of a check as one timeline; the data connection stands out by colour and margin. */
export function Wire({ events }: { readonly events: readonly WireEvent[] }): VNode {
  const sessions = new Set(events.map((event) => event.session)).size > 1;
  const lines = wireLines(events);
  const hidden = Math.max(0, lines.length - 2 * MOST_LINES);
  const head = hidden > 0 ? lines.slice(0, MOST_LINES) : lines;
  const data = events.some((event) => event.channel === 'data');
  return (
    <>
      <p class="key">
        <span><b class="sent">C</b> sent by the client</span>
        <span><b class="received">S</b> received from the server</span>
        {data && <span class="datakey">▌ data connection</span>}
        {sessions && <span>#n session</span>}
      </p>
      <div class="wire" tabIndex={0} role="log" aria-label="What went over the wire">
        {head.map((line) => <Line line={line} sessions={sessions} />)}
        {hidden > 0 && <p class="left-out">{hidden} lines are left out here; the JSON and NDJSON reports hold them.</p>}
        {hidden > 0 && lines.slice(-MOST_LINES).map((line) => <Line line={line} sessions={sessions} />)}
      </div>
    </>
  );
}

function Line({ line, sessions }: { readonly line: WireLine; readonly sessions: boolean }): VNode {
  const { event, text, ended, first } = line;
  return (
    <div class={`${event.direction} ${event.channel}`}>
      <span class="at">{first ? time(event.at) : ''}</span>
      <span class="session">{sessions ? `#${event.session}` : ''}</span>
      <span class="who" title={`${event.direction}, ${event.channel} connection`}>{WHO[event.direction]}</span>
      <span class="text">
        {text.split(ESCAPES).map((part, index) => (index % 2 === 1 ? <span class="esc">{part}</span> : part))}
        {ended && <span class="eol" title="CR LF"> ↵</span>}
        {first && event.sha256 !== undefined && <span class="eol"> SHA-256 of all {event.bytes} bytes: {event.sha256}</span>}
      </span>
    </div>
  );
}
