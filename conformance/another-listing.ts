import { transferConditions } from '../src/server/conditions/transfers.ts';
import type { Asked, Conditions, SessionState } from '../src/server/session-state.ts';

type Lines = readonly string[];

/** A server whose listings are something else: `change` gets the lines of a listing without their ends. */
export function anotherListing(verbs: readonly string[], change: (lines: Lines, asked: Asked, session: SessionState) => Lines | Promise<Lines>): { conditions: Conditions } {
  return {
    conditions: {
      'cannot be listed': async (session, asked) => {
        const refused = await transferConditions['cannot be listed']!(session, asked);
        if (!verbs.includes(asked.on) || session.prepared?.kind !== 'listing') return refused;
        const lines: string[] = [];
        for await (const line of session.prepared.lines) lines.push(line);
        session.prepared = { ...session.prepared, lines: each(await change(lines, asked, session)) };
        return refused;
      },
    },
  };
}

async function* each(lines: Lines): AsyncGenerator<string> { yield* lines; }
