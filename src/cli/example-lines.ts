import type { Example, Step } from '../spec/model.ts';

/** An example session as the specification writes it. */
export function exampleLines(example: Example): string[] {
  return example.steps.map(stepLine);
}

function stepLine(step: Step): string {
  switch (step.kind) {
    case 'send': return `C: ${step.line}${step.facts.length === 0 ? '' : `   (${step.facts.join(', ')})`}`;
    case 'reply': return `S: ${step.codes.join(' / ')}${step.text === undefined ? '' : ` ${step.text}`}`;
    case 'data': return `D: ${step.act}${step.text === null ? '' : ` ${step.text}`}`;
  }
}
