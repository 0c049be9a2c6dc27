import type { Table } from '../../src/machine/table.ts';
import { changesFiles, fileAct } from '../oracle/file-acts.ts';
import { readLine } from '../play/interpret.ts';
import type { Step } from '../scenario.ts';

/** Placeholders of what every scenario reads. */
const SHARED = /\{(?:file|large|directory|full-directory)\}/;

/** Steps as the fuzzer plays them: a command that would change what every scenario reads gets a name of its own. */
export function sparing(table: Table, steps: readonly Step[]): Step[] {
  const spared = (template: string): string => {
    const said = readLine(template);
    const act = fileAct(table.canonical(table.named(said.verb, said.argument).verb));
    return !SHARED.test(template) || act === 'make' || !changesFiles(act) ? template : template.replace(SHARED, '{n99}');
  };
  return steps.map((step) => (step.act === 'send' ? { ...step, lines: step.lines.map(spared) } : step));
}
