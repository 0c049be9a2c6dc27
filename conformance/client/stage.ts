import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transcript } from '../../src/client/transcript.ts';
import { ReferenceServer } from '../../src/server/reference-server.ts';
import type { WireEvent } from '../result.ts';
import type { Client, ClientRun } from './client.ts';
import { Front } from './front.ts';
import type { Profile } from './profile.ts';
import { FILES } from './scene-files.ts';
import type { Scene } from './scene.ts';
import { Talk } from './talk.ts';
import { watched } from './watched.ts';

export const CLIENT_USER = { user: 'student', password: 'secret' } as const;

/** What was left when a client had played its part. */
export interface Played {
  readonly run: ClientRun;
  readonly talk: Talk;
  /** The client's directory and the server's, by name. */
  readonly local: ReadonlyMap<string, Buffer>;
  readonly stored: ReadonlyMap<string, Buffer>;
  /** What the client put beside its own directory. */
  readonly strays: readonly string[];
  readonly wire: readonly WireEvent[];
}

/** A file of a client larger than this is not looked into. */
const MOST = 64 * 2 ** 20;

/** Plays a scene with a client: a server and directories of its own, all gone afterwards. */
export async function play(profile: Profile, scene: Scene, client: Client, deadline: number): Promise<Played> {
  const top = await mkdtemp(join(tmpdir(), 'ftpspec-client-'));
  const [root, home, directory] = [join(top, 'server'), join(top, 'home'), join(top, 'home', 'client')];
  for (const path of [root, home, directory]) await mkdir(path);
  await furnish(scene, root, directory);
  const talk = new Talk();
  const transcript = new Transcript();
  const parts = watched(profile, { ...profile.parts, ...scene.parts?.() }, talk, scene.late ?? 0);
  const server = await ReferenceServer.start({ root, users: [{ name: CLIENT_USER.user, password: CLIENT_USER.password, readOnly: false }], dataLimit: Math.max(1000, deadline / 3), idleLimit: 4 * deadline, ...scene.config }, parts);
  const front = await Front.start(server.address.port, transcript, scene.way ?? (() => ({})));
  direct(scene, talk, front);
  let run: ClientRun;
  try {
    run = await client.perform({ host: '127.0.0.1', port: front.port, ...CLIENT_USER, goals: scene.goals, directory, deadline }, talk);
    await front.drained();
  } finally {
    front.stop();
    await server.stop(0);
  }
  try {
    return { run, talk, local: await contents(directory), stored: await contents(root), strays: (await readdir(home)).filter((name) => name !== 'client'), wire: transcript.events() };
  } finally {
    await rm(top, { recursive: true, force: true });
  }
}

/** What a client finds on the server is one entry more than it asks for. */
async function furnish(scene: Scene, root: string, directory: string): Promise<void> {
  const names = new Set(['notes.txt', 'report-2024.csv']);
  for (const goal of scene.goals) {
    if (goal.kind === 'get') names.add(goal.name);
    if (goal.kind === 'put' && scene.without?.includes(goal.name) !== true) await writeFile(join(directory, goal.name), FILES[goal.name]!);
  }
  const stored = scene.goals.filter(({ kind }) => kind === 'put').map((goal) => ('name' in goal ? goal.name : ''));
  for (const name of names) if (FILES[name] !== undefined && !stored.includes(name)) await writeFile(join(root, name), FILES[name]);
}

function direct(scene: Scene, talk: Talk, front: Front): void {
  let done = false;
  talk.onRequest(({ goal, verb, connection }) => {
    const how = scene.atVerb?.verb === verb ? scene.atVerb.how : goal === null ? undefined : scene.atGoal;
    if (how === undefined || done) return;
    done = true;
    front.cut(connection, how);
  });
}

async function contents(directory: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(directory, entry.name));
    found.set(entry.name, bytes.subarray(0, MOST));
  }
  return found;
}
