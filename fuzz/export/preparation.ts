import { Moves } from '../generate/moves.ts';
import { fileAct, type FileAct } from '../oracle/file-acts.ts';
import { ACCOUNT } from '../generate/with-account.ts';
import type { Step } from '../scenario.ts';
import type { Table } from '../../src/machine/table.ts';

/** A step that makes something: an upload may say what it sends. */
export type Preparation = Step & { readonly content?: string };

const HELLO = 'hello\n';
/** What the steps of a finding expect to be there, each with the bytes of its file; null for a directory. */
const FIXTURES = [['{file}', HELLO.length], ['{large}', 8 * 2 ** 20], ['{directory}', null], ['{full-directory}', null], ['{full-directory}/inside.txt', HELLO.length]] as const;

/** The steps that make what other steps expect to be there; none where they expect nothing. */
export function preparation(table: Table, steps: readonly Step[]): Preparation[] {
  const text = JSON.stringify(steps);
  const wanted = FIXTURES.filter(([name]) => text.includes(name.split('/')[0]!));
  if (wanted.length === 0) return [];
  const moves = new Moves(table);
  const made: Preparation[] = [{ act: 'open', session: 0 }];
  const say = (line: string): void => { made.push({ act: 'send', session: 0, lines: [line.trimEnd()], wait: true }); };
  const verb = (act: FileAct): string | null => table.protocol.commands.find(({ verb: one, aliasOf }) => aliasOf === null && fileAct(one) === act)?.verb ?? null;
  for (const move of moves.entrance()) say(`${move.verb} ${move.template}`);
  if (text.includes(ACCOUNT)) say(ACCOUNT);
  if (verb('type') !== null) say(`${verb('type')} I`);
  const setup = moves.setups.find(({ passive }) => passive);
  for (const [name, size] of wanted) {
    const act = verb(size === null ? 'make' : 'store');
    if (act === null) continue;
    if (size !== null && setup !== undefined) {
      say(`${setup.verb} ${setup.template}`);
      made.push({ act: 'connect', session: 0 });
    }
    say(`${act} ${name}`);
    if (size === null) continue;
    // Where there is no command for it the reply to the transfer names the port.
    if (setup === undefined) made.push({ act: 'connect', session: 0 });
    made.push({ act: 'upload', session: 0, size, text: false, ending: 'end', ...(size === HELLO.length && { content: HELLO }) });
  }
  return made;
}
