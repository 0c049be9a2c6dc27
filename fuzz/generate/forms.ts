import type { Step } from '../scenario.ts';
import type { Making } from './making.ts';
import { Script } from './script.ts';

type Form = readonly [type: string, structure: string, mode: string];

const FORMS: readonly Form[] = ['S', 'B', 'C', 'Z'].flatMap((mode) => ['F', 'R'].flatMap((structure) => ['A', 'I', 'E'].map((type): Form => [type, structure, mode]))).filter((form) => form.join('') !== 'AFS' && form.join('') !== 'IFS');
const RARE: readonly Form[] = [['A T', 'F', 'S'], ['A C', 'F', 'S'], ['L 8', 'F', 'S'], ['E T', 'F', 'S'], ['I', 'P', 'S'], ['A', 'P', 'S'], ['L 8', 'R', 'B']];
const SIZES = [0, 1, 90, 255, 256, 700, 5000];
export const FORM_WAYS = [...FORMS, ...FORMS, ...RARE];

/** Whether a protocol has forms of data to choose from. */
export function hasForms({ moves: { table } }: Making): boolean { return table.commands.has('STRU') && table.commands.has('MODE'); }

/** Files and listings in every form that TYPE, STRU and MODE make together, up and down, and in the plain one again. */
export function forms(making: Making): Step[] {
  const { random, deck } = making;
  const script = new Script(making).enter();
  const form = deck.deal(FORM_WAYS);
  const size = random.pick(SIZES);
  chosen(script, form).put('{n1}', size, random.chance(0.5)).does('size', '{n1}').get('{n1}').get('{file}').list(deck.deal(LISTINGS)).does('size', '{file}');
  script.data().does('store', '{n2}').late().upload(random.pick(SIZES), deck.deal(ENDINGS), random.chance(0.6)).get('{n2}').line('NOOP').get('{file}');
  if (random.chance(0.4)) chosen(script, deck.deal(FORM_WAYS)).get('{n1}').get('{file}');
  chosen(script, [random.pick(['A', 'I']), 'F', 'S']).get('{file}').get('{n1}').put('{n3}', 40).get('{n3}').list(deck.deal(LISTINGS));
  return script.steps;
}

const LISTINGS = ['list', 'names', 'facts list'] as const;
const ENDINGS = ['open', 'cut', 'bare', 'end', 'reset'] as const;

function chosen(script: Script, [type, structure, mode]: Form): Script { return script.line(`TYPE ${type}`).line(`STRU ${structure}`).line(`MODE ${mode}`); }
