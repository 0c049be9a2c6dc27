import type { Call, Trick } from './scenario.ts';

const down: Call[] = [{ call: 'download', path: 'small.txt', startAt: 0 }, { call: 'download', path: 'big.bin', startAt: 0 }];
const lists: Call[][] = [[{ call: 'list', path: '' }], [{ call: 'cd', path: 'sub' }, { call: 'list', path: '' }], [{ call: 'downloadToDir', path: 'sub' }], [{ call: 'downloadToDir', path: '' }]];
const transfers: Call[][] = [...down.map((call) => [call]), [{ call: 'upload', path: 'new.bin', local: 'up.bin' }], [{ call: 'list', path: '' }]];

/** Calls that send a command, by its verb. */
const SENDING: Readonly<Record<string, readonly Call[][]>> = {
  RETR: [...down.map((call) => [call]), [{ call: 'downloadToDir', path: 'sub' }]], STOR: [[{ call: 'upload', path: 'new.bin', local: 'up.bin' }], [{ call: 'uploadFromDir', path: 'made' }]], APPE: [[{ call: 'append', path: 'small.txt', local: 'up.txt' }]],
  LIST: [[{ call: 'list', path: '' }]], MLSD: lists, EPSV: transfers, PASV: transfers, REST: [[{ call: 'download', path: 'big.bin', startAt: 5000 }]],
  SIZE: [[{ call: 'size', path: 'small.txt' }]], MDTM: [[{ call: 'lastMod', path: 'small.txt' }]], DELE: [[{ call: 'remove', path: 'small.txt' }], [{ call: 'removeDir', path: 'sub' }], [{ call: 'remove', path: 'missing' }]],
  RNFR: [[{ call: 'rename', path: 'small.txt', to: 'new.txt' }]], RNTO: [[{ call: 'rename', path: 'small.txt', to: 'new.txt' }], [{ call: 'rename', path: 'small.txt', to: 'missing/x' }]],
  CWD: [[{ call: 'cd', path: 'sub' }], [{ call: 'ensureDir', path: 'made' }], [{ call: 'downloadToDir', path: 'sub' }]], CDUP: [[{ call: 'cdup' }]], PWD: [[{ call: 'pwd' }], [{ call: 'uploadFromDir', path: '' }], [{ call: 'upload', path: ' leading', local: 'up.txt' }]],
  MKD: [[{ call: 'ensureDir', path: 'made' }]], RMD: [[{ call: 'removeDir', path: 'sub' }]], NOOP: [[{ call: 'send', line: 'NOOP' }]],
};

/** What to ask of a client so that a trick is played; nothing where every session plays it. */
export function triggers(trick: Trick): readonly (readonly Call[])[] {
  if (trick.trick === 'listing') return lists;
  if (trick.trick === 'reply') return SENDING[trick.on] ?? [];
  return transfers;
}
