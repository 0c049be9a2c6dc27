import { needsListener } from './play/names.ts';
import type { Scenario, Step } from './scenario.ts';

/** The same scenario with no command sent before the one before it is answered, but for those that belong to a transfer. */
export function oneByOne(scenario: Scenario): Scenario {
  return { ...scenario, steps: scenario.steps.flatMap((step) => (step.act === 'send' ? parted(step) : [step])) };
}

function parted(step: Extract<Step, { readonly act: 'send' }>): Step[] {
  const { tail, ...whole } = step;
  return step.lines.map((line, at): Step => {
    const last = at === step.lines.length - 1;
    return { ...whole, lines: [line], wait: !last || step.wait || needsListener(line), ...(last && tail !== undefined && { tail }) };
  });
}
