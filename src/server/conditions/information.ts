import { HASHES } from '../hashes.ts';
import type { Conditions } from '../session-state.ts';
import type { Table } from '../../machine/table.ts';

/** Verbs with options, and which values an option may have. */
const OPTIONS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  // RFC 3659 §7.9: a fact that nobody has is no error, a space is.
  ['MLST', (value: string) => /^([^; ]+(;[^; ]+)*;?)?$/.test(value)],
  ['HASH', (value: string) => value === '' || value.toUpperCase() in HASHES],
  // draft-preston-ftpext-deflate §3.4.
  ['MODE', (value: string) => /^z( (engine zlib|level [0-9]))*$/i.test(value)],
  ['UTF8', (value: string) => /^(on)?$/i.test(value)],
]);

function nameOf(option: string): string { return option.split(' ', 1)[0]!.toUpperCase(); }

/** What the rules ask about help and options. */
export function informationConditions(table: Table): Conditions {
  return {
    // What STAT tells of the server is for everybody, what it lists is not.
    'login wanted first': (_, asked) => table.commands.get(asked.on)?.login === true || (asked.on === 'STAT' && asked.argument !== ''),
    'topic unknown': (_, asked) => asked.argument !== '' && !table.commands.has(asked.argument.toUpperCase()),
    'option unknown': (_, asked) => !OPTIONS.has(nameOf(asked.argument)),
    'option value wrong': (_, asked) => !OPTIONS.get(nameOf(asked.argument))!(asked.argument.slice(nameOf(asked.argument).length + 1)),
  };
}
