import { ROLES } from '../model.ts';
import { column, type TableOf } from '../table.ts';

/** `| role | held by |` */
export const roles: TableOf<'roles'> = {
  part: 'roles',
  header: ['role', 'held by'],
  read(row, report) {
    const name = column(row, 0).text;
    const role = ROLES.find((known) => known === name);
    if (role === undefined) return report(`a role is one of ${ROLES.join(', ')}, not \`${name}\``), [];
    return [{ role, rule: column(row, 1).text }];
  },
};
