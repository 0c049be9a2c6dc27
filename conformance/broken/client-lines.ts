import type { LineFault } from './fault.ts';

/**
 * Spoils whole lines of the client, whatever the segments were.
 * @param change gets a line with its end, one character a byte; null closes the connection
 */
export function clientLines(change: (line: string) => string | null): LineFault {
  let rest = '';
  return {
    toServer: (chunk) => {
      rest += chunk.toString('latin1');
      const lines = rest.split(/(?<=\n)/);
      rest = lines.at(-1)?.endsWith('\n') === true ? '' : (lines.pop() ?? '');
      const changed = lines.map(change);
      return changed.includes(null) ? null : Buffer.from(changed.join(''), 'latin1');
    },
  };
}

/** Spoils what came in one read, as text of one character a byte. */
export function clientReads(change: (text: string) => string): LineFault {
  return { toServer: (chunk) => Buffer.from(change(chunk.toString('latin1')), 'latin1') };
}
