import { createHash } from 'node:crypto';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { VERDICTS, type CheckRecord } from '../conformance/result.ts';
import type { Protocol } from '../src/spec/model.ts';
import { ciSafeMarkup } from './escape-ci.ts';
import { htmlText, inlineSvg } from './escape-html.ts';
import { Check, tone } from './html-check.tsx';
import { Chapters, Header, Reached } from './html-overview.tsx';
import { script } from './html-script.ts';
import { style } from './html-style.ts';
import type { Log } from './log.ts';
import { summarize, type Summary } from './summary.ts';
import { causeOf, worstFirst } from './worst-first.ts';

export interface HtmlExtras {
  /** The state diagram as SVG, visited states and transitions already marked; null leaves it out. */
  readonly diagram: string | null;
}

/**
 * One HTML file that needs nothing else: no network, no other file. Its policy allows this style and this script only,
 * so that text of a server could not run even if it came through as markup.
 */
export function renderHtml(log: Log, protocol: Protocol | null, { diagram }: HtmlExtras): string {
  const digest = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  const head = renderToString(
    <>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>{htmlText(`${log.run.target} – ${log.run.tool} report`)}</title>
    </>,
  );
  const body = renderToString(<Page log={log} protocol={protocol} diagram={diagram === null ? null : inlineSvg(diagram)} />);
  return `<!doctype html>\n<html lang="en"><head>${ciSafeMarkup(head)}<style>${style}</style></head>\n<body>${ciSafeMarkup(body)}\n<script>${script}</script></body></html>\n`;
}

interface PageProps { readonly log: Log; readonly protocol: Protocol | null; readonly diagram: string | null }

function Page({ log, protocol, diagram }: PageProps): VNode {
  const summary = summarize(log, protocol);
  const known = new Map(log.checks.filter((check) => check.verdict !== 'pass').map((check) => [check.id, check]));
  const causes = new Map(log.checks.map((check) => [check, check.verdict === 'blocked' ? causeOf(check, known) : null]));
  const blocks = new Map<CheckRecord, CheckRecord[]>();
  for (const [check, cause] of causes) if (cause !== null) blocks.set(cause, [...(blocks.get(cause) ?? []), check]);
  return (
    <>
      <Header log={log} summary={summary} />
      <main>
        {diagram !== null && <section><h2>States</h2><div class="panel diagram" dangerouslySetInnerHTML={{ __html: diagram }} /></section>}
        <Chapters summary={summary} />
        {log.end !== null && protocol !== null && <Reached end={log.end} protocol={protocol} />}
        <h2>Checks</h2>
        <Tools summary={summary} />
        {worstFirst(log.checks).map((check) => (
          <Check check={check} protocol={protocol} cause={causes.get(check) ?? null} blocks={blocks.get(check) ?? []} />
        ))}
        <footer>
          Levels: MUST, SHOULD and MAY of the rules that a check cites. Bytes that are no visible ASCII are written <code>\xNN</code>.
          <span class="keys"> Keys: <kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> next and previous check, <kbd>Enter</kbd> opens it.</span>
        </footer>
      </main>
    </>
  );
}

function Tools({ summary }: { readonly summary: Summary }): VNode {
  return (
    <div class="tools" role="toolbar" aria-label="Filter the checks">
      {VERDICTS.toReversed().map((verdict) => summary.counts[verdict] && (
        <button type="button" data-filter={verdict} aria-pressed="false" style={tone(verdict)}>{verdict} {summary.counts[verdict]}</button>
      ))}
      <select id="chapter" aria-label="Chapter">
        <option value="">all chapters</option>
        {summary.chapters.map(({ slug, title }) => <option value={slug}>{htmlText(title)}</option>)}
      </select>
      <input id="search" type="search" placeholder="Search id, title, rule, reply" aria-label="Search the checks" />
      <button type="button" id="open">Open all</button>
      <button type="button" id="close">Close all</button>
      <span class="shown" id="shown" role="status" />
    </div>
  );
}
