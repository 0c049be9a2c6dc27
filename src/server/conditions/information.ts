import type { Conditions } from '../session-state.ts';
import type { Table } from '../../machine/table.ts';

/** What the rules ask about help and options. */
export function informationConditions(table: Table): Conditions {
  return {
    'login wanted first': (_, asked) => table.commands.get(asked.on)?.login === true,
    'topic unknown': (_, asked) => asked.argument !== '' && !table.commands.has(asked.argument.toUpperCase()),
    'option unknown': (_, asked) => !/^(mlst( |$)|utf8( on)?$)/i.test(asked.argument),
  };
}
