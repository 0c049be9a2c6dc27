import type { Example } from '../../../../src/spec/model.ts';
import type { Table } from '../../../../src/machine/table.ts';
import { check, type Check } from '../../../check.ts';
import { Stop } from '../../../stop.ts';
import type { Tester } from '../../../tester.ts';
import { Visit } from '../visit.ts';

/** The rows whose condition one name makes true, and the examples of the specification, as checks. */
export function generatedChecks(table: Table): Check[] {
  const rows = table.rows('GET').flatMap(({ rule }) => {
    const condition = table.protocol.conditions.find(({ phrase }) => phrase === rule.when);
    const sends = condition?.sends ?? null;
    if (sends === null) return [];
    return [check(`length-prefixed/row-${rule.id}`, `answers ERROR when the condition holds: ${rule.when}`, [rule.id], (tester) => refuses(tester, sends, rule.when))];
  });
  const examples = table.protocol.examples.map((example) => check(`length-prefixed/example-${example.id.replace(/^.*\//, '')}`, `follows the example: ${example.title}`, example.shows, (tester) => play(tester, example)));
  return [...rows, ...examples];
}

async function refuses(tester: Tester, template: string, phrase: string): Promise<void> {
  const visit = await Visit.open(tester);
  await visit.ask(fill(tester, template), { [phrase]: true });
  await visit.refused();
}

async function play(tester: Tester, example: Example): Promise<void> {
  const visit = await Visit.open(tester);
  let size = 0;
  for (const step of example.steps) {
    if (step.kind === 'send') await send(tester, visit, step.line, Object.fromEntries(step.facts.map((fact) => [fact, true])));
    else if (step.kind === 'reply' && step.codes.includes(150)) ({ size } = await visit.granted());
    else if (step.kind === 'reply' && step.codes.includes(226)) await visit.data(size);
    else if (step.kind === 'reply') await visit.refused();
  }
}

async function send(tester: Tester, visit: Visit, line: string, facts: Record<string, boolean>): Promise<void> {
  if (line.startsWith('[')) {
    visit.announceTooLong();
    await visit.write(Buffer.alloc(4, 0xff));
  } else await visit.ask(fill(tester, line.replace(/^GET ?/, '')), facts);
}

function fill(tester: Tester, template: string): string {
  return template.replace(/\{([a-z]+)\}/g, (_, name: string) => {
    switch (name) {
      case 'file': case 'directory': return tester.fixtures.need(name);
      case 'missing': return tester.name('-missing');
      case 'nothing': return '';
      default: throw new Stop('blocked', `no value for the placeholder {${name}}`);
    }
  });
}
