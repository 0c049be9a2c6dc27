import type { Step } from '../scenario.ts';
import type { Making } from './making.ts';
import { freshMade, Walk } from './walk.ts';

/** Two or three sessions at once, their steps in any order, on the same files. */
export function interleaved(making: Making): Step[] {
  const { random } = making;
  const made = freshMade();
  const walks = Array.from({ length: random.between(2, 3) }, (_, session) => {
    const walk = new Walk(making, session, random.chance(0.5) ? made : freshMade());
    if (random.chance(0.9)) walk.enter();
    return [...walk.wander(random.between(4, 10)).steps];
  });
  const steps: Step[] = [];
  const impatient = random.chance(0.3);
  while (walks.some((walk) => walk.length > 0)) {
    const walk = random.pick(walks.filter((one) => one.length > 0));
    // A few steps in a row, so that pairs of commands stay together as often as not.
    const count = random.between(1, 3);
    for (let at = 0; at < count; at++) {
      const step = walk.shift();
      if (step !== undefined) steps.push(impatient && step.act === 'send' && step.lines[0]!.length > 0 && random.chance(0.3) ? { ...step, wait: false } : step);
    }
  }
  return steps;
}
