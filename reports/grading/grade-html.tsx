import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { points, type Grade } from '../../conformance/rubric/grade.ts';
import { ENGLISH, textsOf } from '../../conformance/rubric/texts/texts.ts';
import { ciSafeMarkup } from '../escape-ci.ts';
import { htmlText } from '../escape-html.ts';
import { style } from '../html-style.ts';
import { explainCheck } from './explain-check.ts';
import { gradeStyle } from './grade-style.ts';
import { causeLines, manualLines, rowsOf, scoreText, statusText, type Row } from './rows.ts';

/** The feedback for a student as one HTML file without scripts: what to mend first, the points, each check. */
export function renderGradeHtml(grade: Grade): string {
  return htmlPage(`${grade.submission} – ${grade.assignment}`, <Feedback grade={grade} />, grade.language);
}

/** A page that loads nothing and runs nothing, whatever text of strangers is in it. */
export function htmlPage(title: string, body: VNode, language = ENGLISH): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  const head = renderToString(
    <>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>{htmlText(title)}</title>
    </>,
  );
  return `<!doctype html>\n<html lang="${language}"><head>${ciSafeMarkup(head)}<style>${style}${gradeStyle}</style></head>\n<body>${ciSafeMarkup(renderToString(body))}</body></html>\n`;
}

function Feedback({ grade }: { readonly grade: Grade }): VNode {
  const { text } = textsOf(grade.language);
  const status = statusText(grade);
  const causes = causeLines(grade);
  const manual = manualLines(grade);
  const rows = rowsOf(grade);
  const lost = rows.filter((row) => row.passed === false).sort((a, b) => b.max - b.score - (a.max - a.score));
  return (
    <>
      <header class="top"><div>
        <p class="brand">{htmlText(grade.assignment)}</p>
        <h1>{htmlText(grade.submission)}</h1>
        <p class="score">{htmlText(scoreText(grade))}</p>
        <meter min={0} max={Math.max(1, grade.max)} value={grade.score} />
      </div></header>
      <main>
        {status !== null && <pre class="status" role="alert">{htmlText(status)}</pre>}
        {causes.length > 0 && <><h2>{text('heading.mend-first')}</h2><ol>{causes.map((cause) => <li>{htmlText(cause)}</li>)}</ol></>}
        <h2>{text('heading.points')}</h2>
        <div class="panel"><Points grade={grade} /></div>
        {manual.length > 0 && <><h2>{text('heading.manual')}</h2><ul>{manual.map((line) => <li>{htmlText(line)}</li>)}</ul></>}
        {lost.length > 0 && <h2>{text('heading.lost')}</h2>}
        {lost.map((row) => <OneRow row={row} grade={grade} open />)}
        <h2>{text('heading.all-checks')}</h2>
        {rows.filter((row) => row.passed !== false).map((row) => <OneRow row={row} grade={grade} open={false} />)}
        <footer>{htmlText(text('footer.graded', { version: grade.version, ruleset: grade.ruleset, isolation: grade.isolation }))} {text('footer.bytes')} <code>\xNN</code>.</footer>
      </main>
    </>
  );
}

function Points({ grade }: { readonly grade: Grade }): VNode {
  const { text } = textsOf(grade.language);
  return (
    <table>
      <thead><tr><th scope="col">{text('table.item')}</th><th scope="col">{text('table.score')}</th><th scope="col">{text('table.of')}</th></tr></thead>
      <tbody>{grade.stages.flatMap((stage) => [
        ...(grade.stages.length > 1 ? [<tr class="stage"><th scope="row">{htmlText(stage.name)}</th><td>{stage.score}</td><td>{stage.max}</td></tr>] : []),
        ...stage.items.map((item) => <tr><th scope="row">{htmlText(item.name)}{item.kind === 'points' ? '' : ` (${item.kind})`}{item.note === null ? null : <small> {htmlText(item.note)}</small>}</th><td>{item.kind === 'manual' ? '–' : item.score}</td><td>{item.kind === 'penalty' ? '–' : item.max}</td></tr>),
      ])}</tbody>
      <tfoot><tr><th scope="row">{text('table.sum')}</th><td>{grade.score}</td><td>{grade.max}</td></tr></tfoot>
    </table>
  );
}

function OneRow({ row, grade, open }: { readonly row: Row; readonly grade: Grade; readonly open: boolean }): VNode {
  const parts = row.check === null || row.passed === true || grade.status === 'build-failed' || grade.status === 'not-started' ? [] : explainCheck(row.check, grade);
  const verdict = row.verdict ?? (row.passed === false ? 'fail' : 'pass');
  return (
    <details class={open ? 'check' : 'check quiet'} id={row.id} style={`--tone:var(--${verdict})`} open={open && parts.length > 0}>
      <summary>
        <span><span class="badge">{verdict}</span></span>
        <span class="what"><span class="name">{htmlText(row.name)}</span><span class="id mono">{htmlText(row.check?.id ?? row.item)}</span></span>
        <span class="spent">{points(row.score)} / {points(row.max)}</span>
      </summary>
      <div class="inside">
        {row.check?.because !== undefined && row.check.because !== null && <p>{htmlText(row.check.because)}</p>}
        {parts.length === 0 && row.text !== '' && <p>{htmlText(row.text)}</p>}
        <dl class="parts">{parts.map(({ label, text }) => <><dt>{textsOf(grade.language).text(`label.${label}`)}</dt><dd><pre>{htmlText(text)}</pre></dd></>)}</dl>
      </div>
    </details>
  );
}
