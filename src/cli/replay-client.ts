import { adapted } from '../../fuzz/client/adapted.ts';
import { readClientFinding } from '../../fuzz/client/finding.ts';
import type { Performer } from '../../fuzz/client/performer.ts';
import { replayDay } from '../../fuzz/client/replay.ts';
import { describeServer } from '../../fuzz/client/describe-server.ts';
import { transcript } from '../../reports/wire-text.ts';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { ftp } from '../generated/ftp.ts';
import { ruleText } from '../spec/rule-text.ts';

/** Lines of a conversation that are shown. */
const MOST = 400;

/** Plays a finding of `fuzz-client` again and tells how it went. Returns the exit code: 1 where it shows. */
export async function replayClient(performer: Performer, file: string, times: number): Promise<number> {
  const finding = readClientFinding(file);
  const scenario = adapted(finding.scenario, performer);
  const played = await replayDay({ ...finding, scenario }, performer, times).finally(() => performer.stop());
  const shown = played.filter(({ shows }) => shows).length;
  const { day, problem } = played.find(({ shows }) => shows) ?? played[0]!;
  const lines = [describeServer(scenario), '', ...transcript(day.exchange.events(), MOST), '', ...day.calls.map(({ call, told }) => `${JSON.stringify(call)}  ${told === null ? 'no answer' : told.ok ? `ok ${JSON.stringify(told.value)}` : told.error}`), ''];
  if (problem === null) lines.push('Nothing is wrong with that.');
  else lines.push(`rule      ${problem.rule}: ${ruleText(ftp, problem.rule)?.sentence ?? ''}`, `call      ${problem.call}`, `expected  ${problem.expected}`, `actual    ${problem.actual}`);
  lines.push(`${shown === 0 ? 'does not show' : 'shows'}${played.length === 1 ? '' : ` ${shown} of ${played.length} times`}: ${finding.title}`);
  process.stdout.write(`${lines.map(terminalSafe).join('\n')}\n`);
  return shown > 0 ? 1 : 0;
}
