import type { Argument } from '../spec/model.ts';
import { argumentCondition } from '../machine/argument-conditions.ts';
import type { Table } from '../machine/table.ts';
import type { Request } from './command-line.ts';
import { readingsOf } from './named-path.ts';
import type { Asked, SessionState } from './session-state.ts';
import { siteTarget } from './site-target.ts';
import { resolvePath } from './store/path.ts';

/** Verbs whose argument may begin with options: `LIST -la` is a habit of clients that take LIST for `ls`. */
const LISTS: ReadonlySet<string> = new Set(['LIST', 'NLST', 'STAT']);

/** What a request asks, with its path resolved against the working directory. */
export function askedBy(request: Request, session: SessionState, table: Table): Asked {
  const argument = LISTS.has(request.on) ? request.argument.replace(/^-[A-Za-z1]+( |$)/, '') : unpadded(request, table);
  const readings = readingsOf(request.on, request.on === 'CDUP' ? '..' : siteTarget(request.on, argument)).map(({ path, part }) => ({ part, resolved: resolvePath(session.directory, path) }));
  const [{ resolved, part }] = readings as [typeof readings[number]];
  let entry: ReturnType<Asked['entry']> | null = null;
  const asked = {
    on: request.on,
    verb: request.verb,
    argument,
    path: resolved.ok ? resolved.value : null,
    part,
    problem: resolved.ok ? '' : resolved.detail,
    found: '',
    entry: () => (entry ??= look()),
  };
  /** The first reading that leads to something is the one that is meant. */
  const look = async (): ReturnType<Asked['entry']> => {
    for (const reading of readings) {
      const found = reading.resolved.ok ? await session.store.stat(reading.resolved.value) : reading.resolved;
      if (!found.ok) continue;
      if (readings.length > 1 && reading.resolved.ok) [asked.path, asked.part] = [reading.resolved.value, reading.part];
      return found.value;
    }
    return null;
  };
  return asked;
}

/** The argument that the specification gives a verb. */
export function argumentOf(verb: string, table: Table): Argument | undefined {
  const kind = table.commands.get(verb)?.argument;
  return table.protocol.arguments.find((entry) => entry.name === kind);
}

/** "One or more spaces" follow the verb (RFC 959 §5.3); where the argument cannot begin with a space they are no part of it. */
function unpadded({ on, argument }: Request, table: Table): string {
  const kind = argumentOf(on, table);
  const text = argument.trimStart();
  const malformed = (candidate: string): boolean => kind !== undefined && argumentCondition('argument malformed', candidate, kind) === true;
  return text !== argument && malformed(argument) && !malformed(text) ? text : argument;
}
