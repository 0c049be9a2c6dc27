import type { Making } from './making.ts';
import type { Script } from './script.ts';
import type { Episode } from './services.ts';

/** Larger than what servers lay between two restart markers of theirs when they are tested. */
const SIZE = 20_000;
const SIZES = [6, 90, 700, 5000, SIZE];
const TEXTS = [['A', 'B'], ['A', 'C']] as const;
const OTHERS = [['I', 'B'], ['E', 'B'], ['I', 'C'], ['L 8', 'C']] as const;

/** Restart markers: sent in uploads and gone on at, and asked for in downloads; in texts they lie between CR and LF. */
export const MARKS: readonly Episode[] = [(script, making) => marks(script, making, making.deck.deal(TEXTS)), (script, making) => marks(script, making, making.deck.deal(OTHERS))];

function marks(script: Script, { random }: Making, [type, mode]: readonly [string, string]): void {
  if (!script.commands.has('MODE') || !script.commands.has('REST')) return;
  const size = random.pick(SIZES);
  const chosen = (one: string, other: string): Script => script.line(`TYPE ${one}`).line(`MODE ${other}`);
  chosen(type, mode).data().does('store', '{n1}').late().upload(size, 'marked', true).get('{n1}');
  script.data().does('store', '{n2}').late().upload(size, 'broken', true).data().does('restart', '{marker}').does('store', '{n2}').late().upload(size, 'resumed', true).get('{n2}');
  chosen('I', 'S').get('{n2}').put('{n3}', SIZE, true);
  chosen(type === 'A' ? 'I' : type, mode).get('{n3}').data().does('restart', '{marker}').does('retrieve', '{n3}').late().act('receive').get('{n3}');
  chosen('I', 'S').get('{n2}').get('{file}');
}
