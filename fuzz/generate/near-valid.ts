import type { Step } from '../scenario.ts';
import type { Making } from './making.ts';
import { freshMade, Walk } from './walk.ts';

/** A legal walk with something wrong in it: steps out of order, twice or left out, arguments of another kind, verbs written otherwise. */
export function nearValid(making: Making): Step[] {
  const { random } = making;
  const walk = new Walk(making, 0, freshMade());
  if (random.chance(0.85)) walk.enter();
  const steps = walk.wander(random.between(4, 16)).steps.slice();
  const count = random.between(1, 5);
  for (let at = 0; at < count; at++) disturb(steps, making);
  return steps;
}

function disturb(steps: Step[], making: Making): void {
  const { random } = making;
  const at = random.between(1, Math.max(1, steps.length - 1));
  const step = steps[at];
  if (step === undefined) return;
  switch (random.below(5)) {
    case 0: steps.splice(at, 1); return;
    case 1: steps.splice(at, 0, step); return;
    case 2: {
      const other = random.between(1, steps.length - 1);
      [steps[at], steps[other]] = [steps[other]!, step];
      return;
    }
    default:
      if (step.act === 'send') steps[at] = { ...step, lines: step.lines.map((line) => reword(line, making)) };
  }
}

function reword(line: string, { random, values, moves }: Making): string {
  const space = line.indexOf(' ');
  const verb = space < 0 ? line : line.slice(0, space);
  const argument = space < 0 ? '' : line.slice(space + 1);
  const command = moves.table.commands.get(verb.toUpperCase());
  switch (random.below(9)) {
    case 0: return `${verb.toLowerCase()}${line.slice(verb.length)}`;
    case 1: return `${mixed(verb)}${line.slice(verb.length)}`;
    case 2: return `${verb}${random.pick(['X', 'x', verb])}${line.slice(verb.length)}`;
    case 3: return `${verb.slice(0, -1)}${line.slice(verb.length)}`;
    case 4: return verb;
    case 5: return command?.argument === 'nothing' ? `${verb} ` : line.length < 200 ? line : verb;
    case 6: return `${random.pick(moves.table.protocol.commands).verb} ${argument}`.replace(/ (?:\{file\}|\{directory\}|\{full-directory\}|\{large\})$/, ' {n1}');
    default: return `${verb} ${own(values.near(command?.argument ?? 'topic', random))}`;
  }
}

/** Patterns and roots may hit what others read: only names of our own are safe with commands that change. */
function own(argument: string): string { return argument === '' ? '{n1}' : argument; }

function mixed(verb: string): string { return Array.from(verb, (letter, at) => (at % 2 === 0 ? letter : letter.toLowerCase())).join(''); }
