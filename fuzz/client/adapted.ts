import { FtpspecError } from '../../src/ftpspec-error.ts';
import type { Performer } from './performer.ts';
import type { ClientScenario } from './scenario.ts';

/**
 * A day as this client can play it: a command makes of each call a session, and leaves out what it cannot be told.
 * @throws FtpspecError `USAGE` when nothing is left
 */
export function adapted(scenario: ClientScenario, performer: Performer): ClientScenario {
  const calls = scenario.calls.filter((call) => performer.cannot(call) === null);
  if (calls.length === 0) throw new FtpspecError('USAGE', `${performer.name} can do nothing of this day: ${scenario.calls.map(({ call }) => call).join(', ')}`, { hint: 'Give a command for it, --spawn-get, --spawn-put or --spawn-ls, or leave them out for basic-ftp.' });
  return performer.alone ? { ...scenario, calls, alone: true } : { ...scenario, calls };
}
