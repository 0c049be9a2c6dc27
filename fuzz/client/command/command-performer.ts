import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Goal, Order } from '../../../conformance/client/client.ts';
import { cannotSay, invocationOf, type ClientWords } from '../../../conformance/client/client-words.ts';
import { isAlone } from '../generate-alone.ts';
import type { Performed, Performer, Stand, Told } from '../performer.ts';
import type { Call } from '../scenario.ts';
import { startCommand, type CommandRun, type RunningCommand } from './run-command.ts';

/** Exit statuses by which a shell tells that a fault of the program ended it: 128 and SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV. */
const FAULTS: readonly number[] = [132, 134, 135, 136, 139];
/** What sanitizers print of a program that was built with them. */
const SANITIZER = /(?:Address|Thread|Memory|Leak|UndefinedBehavior)Sanitizer|runtime error: /;
/** Milliseconds more at most that it has while its server floods it: a slow reader is not judged by that. */
const FLOODED = 15_000;
/** Kept of what it prints, for those that read of it. */
const TAIL = 300;

/** The commands of a client: as a command line gives them, and one that fetches all that the server has. */
export type CommandWords = ClientWords & { readonly spawnMirror: string | null };

/**
 * A client that is a command for each thing: one fetches `{name}` into its directory, one stores it, one lists, one fetches everything. Its exit status tells what came of it.
 * @param limit milliseconds that one run may take, what floods in apart
 */
export function commandPerformer(name: string, words: CommandWords, limit: number): Performer {
  let running: RunningCommand | null = null;
  // What fetches everything is told no more than what lists.
  const wordsFor = (call: Call): ClientWords => ({ ...words, spawn: null, spawnLs: call.call === 'downloadToDir' ? words.spawnMirror : words.spawnLs });

  const run = async (call: Call, stand: Stand): Promise<CommandRun> => {
    const order: Order = { ...stand, goals: [goalOf(call)!], deadline: limit };
    running = startCommand(invocationOf(wordsFor(call), order).command, stand.directory, limit + Math.min(stand.reading, FLOODED));
    return running.ended;
  };

  return {
    name,
    alone: true,
    cannot: (call) => {
      const goal = goalOf(call);
      return goal === null ? 'a command does one thing, and this is none that it can be told' : cannotSay(wordsFor(call), [goal]);
    },
    perform: async (calls, stand, _deadline, before): Promise<Performed> => {
      const told: Told[] = [];
      let memory: number | null = null;
      for (const [at, call] of calls.entries()) {
        await before(at);
        await prepare(call, stand);
        const old = await readdir(stand.directory);
        const ran = await run(call, stand);
        await settle(call, stand, old);
        memory = ran.memory === null ? memory : Math.max(memory ?? 0, ran.memory);
        const exit = faultOf(ran);
        if (ran.hung || exit !== null) return { told, hung: ran.hung, exit, uncaught: [], memory };
        told.push(ran.code === 0 ? { ok: true, value: call.call === 'list' ? ran.output : null } : { ok: false, error: `exit status ${ran.code}: ${ran.output.trim().slice(-TAIL)}` });
      }
      await before(calls.length);
      return { told, hung: false, exit: null, uncaught: [], memory };
    },
    stop: () => running?.kill(),
  };
}

function goalOf(call: Call): Goal | null {
  if (!isAlone(call)) return null;
  switch (call.call) {
    case 'download': return { kind: 'get', name: call.path };
    case 'upload': return { kind: 'put', name: call.path };
    case 'list': case 'downloadToDir': return { kind: 'list' };
    default: return null;
  }
}

/** What it is to store stands under its name; what it is to fetch does not stand there yet. */
async function prepare(call: Call, { directory }: Stand): Promise<void> {
  if (call.call === 'downloadToDir') await rm(join(directory, 'got'), { recursive: true, force: true });
  if (call.call === 'download') for (const name of [call.path, 'got.bin']) await rm(join(directory, name), { recursive: true, force: true });
  if (call.call === 'upload') await copyFile(join(directory, call.local), join(directory, call.path));
}

/** What came stands where other clients put it. */
async function settle(call: Call, { directory }: Stand, old: readonly string[]): Promise<void> {
  if (call.call === 'downloadToDir') {
    await mkdir(join(directory, 'got'), { recursive: true });
    for (const name of await readdir(directory)) if (name !== 'got' && !old.includes(name)) await rename(join(directory, name), join(directory, 'got', name)).catch(() => {});
  }
  if (call.call === 'download') await rename(join(directory, call.path), join(directory, 'got.bin')).catch(() => {});
  if (call.call === 'upload') await rm(join(directory, call.path), { recursive: true, force: true });
}

/** How it died, where it did. */
function faultOf({ hung, signal, code, output }: CommandRun): string | null {
  if (hung) return null;
  const complaint = SANITIZER.exec(output);
  if (complaint !== null) return output.slice(complaint.index, complaint.index + TAIL).split('\n')[0]!;
  if (signal !== null) return `signal ${signal} ${output.trim().slice(-TAIL)}`.trim();
  return code !== null && FAULTS.includes(code) ? `exit status ${code} ${output.trim().slice(-TAIL)}`.trim() : null;
}
