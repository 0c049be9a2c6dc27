import { isNone, textOrNull } from '../cell.ts';
import type { Command } from '../model.ts';
import { column, type TableOf } from '../table.ts';

const SUPPORT: readonly string[] = ['MUST', 'SHOULD', 'MAY'];

/** `| verb | argument | during a transfer | login | support | feature | help | source |` */
export const commands: TableOf<'commands'> = {
  part: 'commands',
  header: ['verb', 'argument', 'during a transfer', 'login', 'support', 'feature', 'help', 'source'],
  read(row, report) {
    const verb = textOrNull(column(row, 0));
    if (verb === null) return report('a command needs a verb'), [];
    const argument = column(row, 1).text;
    const aliasOf = /^=\s*(\S+)$/.exec(argument)?.[1] ?? null;
    if (aliasOf === null && isNone(column(row, 1))) report(`${verb} needs the name of an argument`);
    // An alias is the same command: what its row leaves out comes from the canonical one.
    const timing = aliasOf !== null && isNone(column(row, 2)) ? 'queued' : column(row, 2).text;
    if (timing !== 'at once' && timing !== 'queued') report(`during a transfer is \`at once\` or \`queued\`, not \`${timing}\``);
    const login = column(row, 3);
    if (login.text !== 'required' && !isNone(login)) report(`login is \`required\` or –, not \`${login.text}\``);
    const support = aliasOf !== null && isNone(column(row, 4)) ? 'MAY' : column(row, 4).text;
    if (!SUPPORT.includes(support)) report(`support is MUST, SHOULD or MAY, not \`${support}\``);
    return [{
      verb,
      argument,
      aliasOf,
      duringTransfer: timing === 'at once' ? 'at once' : 'queued',
      login: login.text === 'required',
      support: support === 'MUST' || support === 'SHOULD' ? support : 'MAY',
      feature: textOrNull(column(row, 5)),
      help: textOrNull(column(row, 6)) ?? '',
      source: textOrNull(column(row, 7)) ?? '',
    }];
  },
};

/**
 * Lets each alias take its argument, its timing and its login from the command it stands for.
 * One that stands for no command stays as it is; the lint `names` reports it.
 */
export function resolveAlias(command: Command, all: readonly Command[]): Command {
  const canonical = all.find((other) => other.verb === command.aliasOf && other.aliasOf === null);
  if (canonical === undefined) return command;
  return { ...command, argument: canonical.argument, duringTransfer: canonical.duringTransfer, login: canonical.login };
}
