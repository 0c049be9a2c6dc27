import type { CallSeen, Day } from './day.ts';
import type { ClientProblem } from './problem.ts';
import { asTheyAre, inStream } from './represented.ts';

/** What a successful transfer left is what went over its data connection, and that ended in order. */
export function judgeData({ scenario }: Day, { call, told, said, carried, before, after }: CallSeen): ClientProblem | null {
  if (told?.ok !== true) return null;
  if (call.call === 'list' || call.call === 'downloadToDir') return inStream(said) ? judgeCut(call.call, carried) : null;
  if (call.call !== 'download') return null;
  const data = carried.findLast(({ verb }) => verb === 'RETR');
  const name = call.startAt > 0 ? 'part.bin' : 'got.bin';
  const kept = after.local.get(name) ?? Buffer.alloc(0);
  // What is whole all the same is no fault, whatever came beside it.
  if (kept.length > 0 && kept.equals(before.server.get(call.path.replace(/^\/+/, '')) ?? Buffer.alloc(0))) return null;
  const problem = (kind: ClientProblem['kind'], expected: string, actual: string, symptom: string): ClientProblem => ({ kind, rule: 'FTP-CLI-R8', call: call.call, expected, actual, symptom });
  const came = Buffer.concat(data?.toClient ?? []);
  const old = before.local.get(name) ?? Buffer.alloc(0);
  // A resumed download replaces what stands behind its place, as far as it goes.
  const start = call.startAt > 0 ? Buffer.concat([old.subarray(0, call.startAt), Buffer.alloc(Math.max(0, call.startAt - old.length))]) : Buffer.alloc(0);
  const whole = Buffer.concat([start, came, call.startAt > 0 ? old.subarray(start.length + came.length) : Buffer.alloc(0)]);
  if (data?.ended === 'reset' && came.length < (data.sent || 1) + 1 && !isWhole(kept, before.server, call.path)) return problem('false success', 'a failure: the data connection was reset', `download succeeds with ${came.length} bytes`, 'reset data');
  if (data?.ended === 'open') return problem('false success', 'a failure: the data connection never ended', `download succeeds with ${came.length} bytes`, 'unended data');
  if (scenario.alone === true && !asTheyAre(said)) return null;
  if (!kept.equals(whole)) return problem('value', `${whole.length} bytes, as they came`, `${name} has ${kept.length} bytes`, kept.length < whole.length ? 'short' : 'other bytes');
  return null;
}

/** No listing and no file of a directory was broken off; of a listing the last try counts. */
function judgeCut(call: 'list' | 'downloadToDir', carried: CallSeen['carried']): ClientProblem | null {
  const looked = call === 'list' ? carried.slice(-1) : carried;
  const cut = looked.find(({ verb, ended }) => verb !== '' && ended !== 'end');
  if (cut === undefined) return null;
  const how = cut.ended === 'reset' ? 'was reset' : 'never ended';
  return { kind: 'false success', rule: 'FTP-CLI-R8', call, expected: `a failure: the data connection of ${cut.verb} ${how}`, actual: `${call} succeeds with ${cut.sent} bytes of ${cut.verb}`, symptom: cut.ended === 'reset' ? 'reset data' : 'unended data' };
}

function isWhole(kept: Buffer, server: CallSeen['before']['server'], path: string): boolean {
  const file = server.get(path.replace(/^\/+/, ''));
  return file !== undefined && file !== null && kept.length >= file.length;
}
