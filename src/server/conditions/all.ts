import type { Table } from '../../machine/table.ts';
import type { Conditions } from '../session-state.ts';
import { accessConditions } from './access.ts';
import { factConditions } from './facts.ts';
import { fileConditions } from './files.ts';
import { hashConditions } from './hashes.ts';
import { hostConditions } from './hosts.ts';
import { informationConditions } from './information.ts';
import { joiningConditions } from './joining.ts';
import { securityConditions } from './security.ts';
import { siteConditions } from './site.ts';
import { transferConditions } from './transfers.ts';

/** The server's own answers to everything that the rules ask. */
export function allConditions(table: Table): Conditions {
  return {
    ...accessConditions, ...fileConditions, ...transferConditions, ...informationConditions(table), ...securityConditions, ...siteConditions, ...factConditions, ...hashConditions,
    ...hostConditions(table), ...joiningConditions,
  };
}
