import type { VNode } from 'preact';
import { VERDICTS, type EndRecord, type Verdict } from '../conformance/result.ts';
import type { Protocol } from '../src/spec/model.ts';
import { htmlText } from './escape-html.ts';
import { tone } from './html-check.tsx';
import type { Log } from './log.ts';
import { summaryLine, type Summary } from './summary.ts';

const NOT_CONFORMING = VERDICTS.filter((verdict) => ['blocked', 'flaky', 'fail', 'crash'].includes(verdict));

/** What was tested, when, and how it went in one bar. */
export function Header({ log, summary }: { readonly log: Log; readonly summary: Summary }): VNode {
  const { run } = log;
  const whole = isWhole(summary);
  const [outcome, colour] = outcomeOf(summary);
  return (
    <header class="top"><div>
      <p class="brand">{htmlText(run.tool)} {htmlText(run.version)} · conformance report</p>
      <h1>{htmlText(run.target)}</h1>
      <dl class="facts">
        <dt>Greeting</dt><dd><code>{run.greeting === null ? 'none' : htmlText(run.greeting.replace(/(?:\\r\\n)+$/u, ''))}</code></dd>
        <dt>Protocol</dt><dd>{htmlText(run.protocol)}</dd>
        <dt>Date</dt><dd><time dateTime={run.started}>{htmlText(run.started.replace('T', ' ').replace(/(?:\.\d+)?Z$/u, ' UTC'))}</time></dd>
      </dl>
      <div class="verdict">
        <span class="outcome" style={tone(colour)}>{outcome}</span>
        <span>{summaryLine(summary)}</span>
      </div>
      <div class="bar" aria-hidden="true">{VERDICTS.map((verdict) => summary.counts[verdict] && <i style={`${tone(verdict)};flex:${summary.counts[verdict]}`} />)}</div>
      <ul class="legend">{VERDICTS.map((verdict) => summary.counts[verdict] && <li style={tone(verdict)}>{summary.counts[verdict]} {verdict}</li>)}</ul>
      {!whole && <p class="cut" role="alert"><b>This run is not whole.</b> {[summary.cutShort, summary.notRun > 0 ? `${summary.notRun} of ${run.selected} checks left no result` : null].filter(Boolean).join('; ')}.</p>}
      {log.end?.alone !== undefined && <p class="cut"><b>One session at a time:</b> {htmlText(log.end.alone)}</p>}
    </div></header>
  );
}

function isWhole(summary: Summary): boolean {
  return summary.cutShort === null && summary.notRun === 0;
}

/** The whole run in a few words, and the verdict whose colour they take. */
function outcomeOf(summary: Summary): [string, Verdict] {
  const bad = NOT_CONFORMING.reduce((sum, verdict) => sum + (summary.counts[verdict] ?? 0), 0);
  if (bad > 0) return [`${bad} of ${summary.checks} do not conform`, 'fail'];
  const ours = summary.counts['harness-error'] ?? 0;
  if (ours > 0) return [`${ours} of ${summary.checks} broke by our own fault`, 'harness-error'];
  if (summary.checks === 0) return ['Nothing ran', 'warn'];
  return isWhole(summary) ? ['Conforms', 'pass'] : ['Not finished', 'warn'];
}

/** The chapters and how many of their checks ended how. */
export function Chapters({ summary }: { readonly summary: Summary }): VNode {
  const verdicts = VERDICTS.filter((verdict) => verdict === 'pass' || verdict === 'fail' || summary.counts[verdict]);
  const cells = (counts: Summary['counts']): VNode[] => verdicts.map((verdict) => (
    <td class={counts[verdict] ? 'some' : 'none'} style={tone(verdict)}>{counts[verdict] ?? '–'}</td>
  ));
  return (
    <section><h2>Chapters</h2><div class="panel"><table>
      <thead><tr><th scope="col">Chapter</th><th scope="col">checks</th>{verdicts.map((verdict) => <th scope="col">{verdict}</th>)}</tr></thead>
      <tbody>{summary.chapters.map((chapter) => (
        <tr><th scope="row">{htmlText(chapter.title)}</th><td>{chapter.checks}</td>{cells(chapter.counts)}</tr>
      ))}</tbody>
      <tfoot><tr><th scope="row">All</th><td>{summary.checks}</td>{cells(summary.counts)}</tr></tfoot>
    </table></div></section>
  );
}

/** Which states the observer saw the server in, by region, and how many rules it saw taken. */
export function Reached({ end, protocol }: { readonly end: EndRecord; readonly protocol: Protocol }): VNode {
  const regions = [...new Set(protocol.states.map((state) => state.region))];
  const taken = protocol.rules.filter((rule) => end.rules[rule.id]).length;
  return (
    <section><h2>What the run reached</h2><div class="panel"><dl class="regions">
      {regions.map((region) => <><dt>{region}</dt><dd>{protocol.states.filter((state) => state.region === region).map(({ name, meaning }) => {
        const visits = end.states[`${region}.${name}`];
        return <span class={visits ? 'chip seen' : 'chip unseen'} title={meaning}>{name}{visits ? ` ×${visits}` : ''}</span>;
      })}</dd></>)}
      <dt>rules</dt><dd>{taken} of {protocol.rules.length} rule rows seen taken</dd>
    </dl></div></section>
  );
}
