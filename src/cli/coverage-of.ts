import type { Log } from '../../reports/log.ts';
import type { Coverage } from '../draw/diagram.ts';

/** What a run visited; null when it was cut off before it could tell. */
export function coverageOf({ end }: Log): Coverage | null {
  return end === null || Object.keys(end.states).length === 0 ? null : end;
}
