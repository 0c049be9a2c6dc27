import type { Suite } from '../../conformance/catalog.ts';
import type { Check } from '../../conformance/check.ts';
import { checkLevel } from '../../conformance/check-level.ts';
import type { CheckRecord } from '../../conformance/result.ts';
import { run } from '../../conformance/run.ts';
import { ruleText } from '../spec/rule-text.ts';
import { transcript } from '../../reports/wire-text.ts';
import { wrap } from '../../reports/wrap.ts';
import type { Page } from './page.ts';
import { startReference } from './start-target.ts';

const MOST_LINES = 60;

/** A check: what it shows, its rules, and what it sends and receives when the reference server is tested by it. */
export async function explainCheck(page: Page, suite: Suite, check: Check): Promise<void> {
  const { table } = suite;
  page.title(check.id, `${checkLevel(table.protocol, check)}, chapter ${check.chapter}`);
  page.text(`The server ${check.title}.`);
  page.section('Rules', check.rules.flatMap((id) => {
    const text = ruleText(table.protocol, id);
    return text === null ? [id] : [`${id} (${text.level}, ${text.source})`, ...wrap(text.sentence, page.width - 2).map((line) => `  ${line}`)];
  }));
  const record = await perform(suite, check);
  if (record !== null) page.section(`With the reference server (${record.verdict}; C is the suite, S the server)`, transcript(record.wire, MOST_LINES));
}

async function perform(suite: Suite, check: Check): Promise<CheckRecord | null> {
  const started = await startReference({ user: 'user', password: 'password' }, null, suite);
  let found: CheckRecord | null = null;
  try {
    await run({
      table: suite.table, ownSessions: !suite.lines, checks: [check], started, target: 'reference server', timeout: 3000, concurrency: 1, deadline: 30_000, strict: false,
      reproduce: () => '', record: (record) => { if (record.type === 'check') found = record; },
    });
  } finally {
    await started.stop();
  }
  return found;
}
