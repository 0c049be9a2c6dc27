import { Stop } from './stop.ts';

/** Why a check cannot go on that needs a command which the server lacks, against its duty; another check says so. */
export function withoutCommand(verb: string): Stop {
  return new Stop('blocked', `the server does not know ${verb}, which every server must have`);
}
