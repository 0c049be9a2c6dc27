import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownParts } from '../../src/server/own/own-parts.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';
import { ownProtocol } from '../../src/spec/own/own-protocol.ts';
import type { Protocol } from '../../src/spec/model.ts';
import { ruleFaults } from '../broken/rules.ts';
import type { CheckRecord } from '../result.ts';
import { run } from '../run.ts';
import { embedTestee } from '../start-testee.ts';
import { ownSuite } from './suite.ts';

const notes = ownProtocol('notes.md', await readFile(join(import.meta.dirname, '../../examples/own-protocol/notes.md'), 'utf8')).protocol;

/** The checks of a protocol that did not pass on a server made of these parts. */
async function failing(protocol: Protocol, parts: Partial<ServerParts>): Promise<CheckRecord[]> {
  const started = await embedTestee({ user: 'ann', password: 'secret' }, null, parts);
  onTestFinished(started.stop);
  const suite = ownSuite(protocol);
  const records: CheckRecord[] = [];
  await run({
    table: suite.table, checks: suite.handWritten, started, target: 'test', timeout: 4000, concurrency: 4, deadline: 60_000, strict: false, reproduce: (id) => id,
    record: (record) => { if (record.type === 'check' && record.verdict !== 'pass') records.push(record); },
  });
  return records;
}

/** Nothing but lines: no login, no memory, one state. */
const QUOTES = `# Quotes

| region | state | on entry | meaning |
| --- | --- | --- | --- |
| session | \`new\` | – | Nothing is said yet. |
| session | \`open\` | – | Commands are read. |
| session | \`over\` | \`close the control connection\` | The end. |

| verb | argument | during a transfer | login | support | feature | help | source |
| --- | --- | --- | --- | --- | --- | --- | --- |
| \`QUOTE\` | nothing | queued | – | MUST | – | a quotation | sheet 1 |
| \`SUM\` | sum | queued | – | MUST | – | a sum | sheet 1 |

| argument | syntax | example | wrong | meaning |
| --- | --- | --- | --- | --- |
| sum | \`.+\` | \`2 + 2\` | – | two whole numbers and what to do with them |

| id | in state | on | when | reply | next | level | source |
| --- | --- | --- | --- | --- | --- | --- | --- |
| QUO-TES-1 | \`new\` | \`[connected]\` | otherwise | 220 | \`open\` | MUST | sheet 1 |
| QUO-TES-2 | any | \`QUOTE\` | otherwise | 200 | – | MUST | sheet 1 |
| QUO-TES-3 | any | \`SUM\` | argument missing | 501 | – | MUST | sheet 1 |
| QUO-TES-4 | any | \`SUM\` | cannot be computed | 504 | – | MUST | sheet 1 |
| QUO-TES-5 | any | \`SUM\` | otherwise | 201 | – | MUST | sheet 1 |
| QUO-TES-6 | any | \`[unknown command]\`, \`[malformed line]\`, \`[line too long]\` | otherwise | 500 | – | MUST | sheet 1 |
| QUO-TES-7 | any | \`[shutting down]\` | otherwise | 421 | \`over\` | MAY | sheet 1 |

| code | meaning | parsed | source |
| --- | --- | --- | --- |
| 200 | To be or not to be. | – | sheet 1 |
| 201 | The result follows | yes | sheet 1 |
| 220 | Welcome. | – | sheet 1 |
| 421 | The end. | – | sheet 1 |
| 500 | What? | – | sheet 1 |
| 501 | Of what? | – | sheet 1 |
| 504 | That has no result. | – | sheet 1 |

| reply | to | text |
| --- | --- | --- |
| 201 | \`SUM\` | {kept} |

\`\`\`session
title: All of it
shows: QUO-TES-1, QUO-TES-2, QUO-TES-3, QUO-TES-4, QUO-TES-5, QUO-TES-6
S: 220
C: QUOTE
S: 200
C: SUM
S: 501
C: SUM 1 / 0   (cannot be computed)
S: 504
C: SUM 40 + 2
S: 201 42
C: WHAT
S: 500
\`\`\`
`;

describe('the suite of a protocol in one file', () => {
  it('passes its reference server, whatever its verbs: also without a verb that ends the session', async () => {
    const quotes = ownProtocol('quotes.md', QUOTES);
    expect(quotes.problems).toEqual([]);
    expect(await failing(quotes.protocol, ownParts(quotes.protocol))).toEqual([]);
    expect(await failing(notes, ownParts(notes))).toEqual([]);
  });

  it('sees another word than the example\'s', async () => {
    const wrong = { ...notes, texts: notes.texts.map((text) => (text.code === 200 ? { ...text, lines: ['something'] } : text)) };
    const failures = await failing(notes, ownParts(wrong));
    expect(failures.map(({ id }) => id)).toEqual(['notes/example-a-note-is-kept-read-and-forgotten']);
    expect(failures[0]!.findings[0]).toMatchObject({ verdict: 'fail', rule: 'NOTES-SES-14', expected: ['a reply that holds "milk and bread"'], actual: '200 something' });
  });

  it.each(ruleFaults(notes).filter(({ id }) => !/NOTES-SES-(?:8|21)\b/.test(id)))('fails a server with $id', async ({ parts }) => {
    const { protocol } = parts!();
    expect((await failing(notes, ownParts(protocol!))).length).toBeGreaterThan(0);
  });
});
