import type { VNode } from 'preact';
import type { CheckRecord, Finding } from '../conformance/result.ts';
import type { Protocol } from '../src/spec/model.ts';
import { htmlText } from './escape-html.ts';
import { Wire } from './html-wire.tsx';
import { ruleText } from '../src/spec/rule-text.ts';
import { time } from './summary.ts';

const QUIET: readonly CheckRecord['verdict'][] = ['pass', 'skipped', 'not-implemented', 'tolerated'];

export interface CheckProps {
  readonly check: CheckRecord;
  readonly protocol: Protocol | null;
  /** The root cause of a blocked check, where it is known. */
  readonly cause: CheckRecord | null;
  /** What this check blocks. */
  readonly blocks: readonly CheckRecord[];
}

/** One check: a line that opens to its rules, findings, wire log and the command that runs it again. */
export function Check({ check, protocol, cause, blocks }: CheckProps): VNode {
  const quiet = QUIET.includes(check.verdict);
  const found = new Set(check.findings.map((finding) => finding.rule));
  const others = check.rules.filter((id) => !found.has(id));
  return (
    <details class={quiet ? 'check quiet' : 'check'} id={check.id} style={tone(check.verdict)} data-verdict={check.verdict}
      data-chapter={check.chapter} data-bad={quiet ? undefined : ''} data-text={searchText(check)}>
      <summary>
        <span><span class="badge">{check.verdict}</span></span>
        <span class="what"><span class="name">{htmlText(check.title)}</span><span class="id mono">{htmlText(check.id)}</span></span>
        <span class="spent">{check.level} · {time(check.duration)}</span>
      </summary>
      <div class="inside">
        {cause !== null && <p>Blocked by <a href={`#${encodeURIComponent(cause.id)}`}>{htmlText(cause.id)}</a> ({cause.verdict}).</p>}
        {check.reason !== null && cause === null && <p>{htmlText(check.reason)}</p>}
        {check.ending !== 'clean' && check.ending !== 'none' && <p>The control connection ended <b>{check.ending}</b>.</p>}
        {check.findings.length > 0 && <h4>Findings</h4>}
        {check.findings.map((finding) => <OneFinding finding={finding} protocol={protocol} />)}
        {blocks.length > 0 && <p>Blocks {blocks.length} check{blocks.length === 1 ? '' : 's'}: {blocks.map((one, index) => (
          <>{index > 0 && ', '}<a href={`#${encodeURIComponent(one.id)}`}>{htmlText(one.id)}</a></>))}</p>}
        {others.length > 0 && <h4>{found.size > 0 ? 'Also cites' : 'Rules'}</h4>}
        {others.length > 0 && <ul class="rules">{others.map((id) => <li><Rule id={id} protocol={protocol} /></li>)}</ul>}
        {check.wire.length > 0 && <><h4>Wire</h4><Wire events={check.wire} /></>}
        <h4>Run it again</h4>
        <div class="again"><code tabIndex={0}>{htmlText(check.reproduce)}</code><button type="button" class="copy">Copy</button></div>
      </div>
    </details>
  );
}

function OneFinding({ finding, protocol }: { readonly finding: Finding; readonly protocol: Protocol | null }): VNode {
  const level = protocol && ruleText(protocol, finding.rule)?.level;
  return (
    <section class="finding" style={tone(finding.verdict)}>
      <Quote sentence={finding.sentence} source={`${finding.rule}${level ? ` (${level})` : ''}, ${finding.source}`} />
      <dl>
        {finding.sent !== '' && <><dt>Sent</dt><dd class="mono">{htmlText(finding.sent)}</dd></>}
        <dt>Expected</dt><dd class="expected mono"><ul>{finding.expected.map((one) => <li>{htmlText(one)}</li>)}</ul></dd>
        <dt>Actual</dt><dd class="actual mono">{htmlText(finding.actual)}</dd>
        {finding.hint !== null && <><dt>Hint</dt><dd class="hint">{htmlText(finding.hint)}</dd></>}
      </dl>
    </section>
  );
}

function Rule({ id, protocol }: { readonly id: string; readonly protocol: Protocol | null }): VNode {
  const text = protocol && ruleText(protocol, id);
  return text === null ? <code>{htmlText(id)}</code> : <Quote sentence={text.sentence} source={`${id} (${text.level}), ${text.source}`} />;
}

function Quote({ sentence, source }: { readonly sentence: string; readonly source: string }): VNode {
  return <blockquote><p>“{htmlText(sentence)}”</p><cite>{htmlText(source)}</cite></blockquote>;
}

/** The verdict's colour, for whatever inside draws with `--tone`. */
export function tone(verdict: CheckRecord['verdict']): string {
  return `--tone:var(--${verdict})`;
}

function searchText(check: CheckRecord): string {
  return htmlText([check.id, check.title, check.verdict, ...check.rules, ...check.findings.map((finding) => finding.actual)].join(' ')).toLowerCase().slice(0, 2000);
}
