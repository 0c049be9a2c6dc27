import type { CheckRecord, RunRecord } from '../conformance/result.ts';
import type { Protocol } from '../src/spec/model.ts';
import { tableLines } from './console-table.ts';
import { troubleLines } from './console-trouble.ts';
import { terminalSafe } from './escape-terminal.ts';
import type { Log } from './log.ts';
import { VERDICT_COLOUR } from './paint.ts';
import { countsText, countVerdicts, summarize, summaryLine } from './summary.ts';
import { Terminal, type Environment, type Output } from './terminal.ts';
import { troubles } from './worst-first.ts';

/** How many troubles are told in full; the others get a line each. */
const IN_FULL = 25;

export interface ConsoleOptions {
  readonly environment?: Environment;
  readonly protocol?: Protocol | null;
  /** How many checks each chapter will run: lets a chapter be reported when its last check ends. */
  readonly plan?: ReadonlyMap<string, number>;
}

/** The report for people at a terminal or reading a job's output: progress while it runs, then what went wrong, then the totals. */
export class ConsoleReport {
  readonly #terminal: Terminal;
  readonly #protocol: Protocol | null;
  readonly #plan: ReadonlyMap<string, number>;
  readonly #chapters = new Map<string, CheckRecord[]>();
  #selected = 0;
  #done = 0;
  #bad = 0;

  constructor(output: Output, { environment, protocol = null, plan = new Map() }: ConsoleOptions = {}) {
    this.#terminal = new Terminal(output, environment);
    this.#protocol = protocol;
    this.#plan = plan;
  }

  run(run: RunRecord): void {
    this.#selected = run.selected;
    const { paint } = this.#terminal;
    this.#terminal.lines(`${paint('bold', `${terminalSafe(run.tool)} ${terminalSafe(run.version)}`)}  ${terminalSafe(run.target)}  ${paint('dim', `${run.selected} checks of ${terminalSafe(run.protocol)}`)}`);
  }

  /** Tells progress: on a terminal one line that changes, elsewhere a line when a chapter is done. */
  check(check: CheckRecord): void {
    this.#done++;
    if (!['pass', 'tolerated', 'skipped', 'not-implemented'].includes(check.verdict)) this.#bad++;
    const chapter = this.#chapters.get(check.chapter) ?? [];
    chapter.push(check);
    this.#chapters.set(check.chapter, chapter);
    if (this.#terminal.live) {
      const trouble = this.#bad > 0 ? `, ${this.#bad} to look into` : '';
      this.#terminal.status(`${this.#done}/${this.#selected}${trouble}  ${terminalSafe(check.id)}`);
    } else if (chapter.length === this.#plan.get(check.chapter)) {
      this.#terminal.lines(`${terminalSafe(check.chapter)}: ${countsText(countVerdicts(chapter))}`);
    }
  }

  /** Everything that went wrong, the table by chapter, the totals. */
  end(log: Log): void {
    this.#terminal.lines('', ...reportLines(log, this.#protocol, this.#terminal));
  }

  /** Takes the live line away, so that another message can be written. */
  clear(): void {
    this.#terminal.clear();
  }
}

function reportLines(log: Log, protocol: Protocol | null, terminal: Terminal): string[] {
  const summary = summarize(log, protocol);
  const found = troubles(log.checks);
  const { paint } = terminal;
  const brief = found.slice(IN_FULL).map(({ check, reason, blocked }) => (check === null
    ? `${paint('blue', 'BLOCKED')}  ${blocked.length} checks: ${terminalSafe(reason)}`
    : `${paint(VERDICT_COLOUR[check.verdict], check.verdict.toUpperCase())}  ${terminalSafe(check.id)}${blocked.length > 0 ? `  (blocks ${blocked.length})` : ''}`));
  const tolerated = log.checks.filter((check) => check.verdict === 'tolerated').map((check) => (
    `${paint('cyan', 'TOLERATED')}  ${terminalSafe(check.id)}${check.findings[0] ? `  ${paint('dim', terminalSafe(check.findings[0].actual).slice(0, 80))}` : ''}`));
  return [
    ...found.slice(0, IN_FULL).flatMap((trouble) => troubleLines(trouble, protocol, terminal)),
    ...(brief.length > 0 ? [...brief, ''] : []),
    ...(tolerated.length > 0 ? [...tolerated, ''] : []),
    ...(summary.checks > 0 ? [...tableLines(summary, terminal), ''] : []),
    ...(log.end?.alone === undefined ? [] : [`One session at a time: ${terminalSafe(log.end.alone)}`]),
    ...(log.end?.fewer === undefined ? [] : [`Fewer checks at a time, ${log.end.fewer} in the end: the server turned sessions away or kept them waiting, as it may when it has many.`]),
    paint('bold', summaryLine(summary)),
  ];
}
