import type { Suite } from './catalog.ts';
import { embedTestee, type Credentials, type StartedTestee } from './start-testee.ts';

/** Which protocol the server speaks, to whom, and what it serves. */
export interface ReferenceOrder {
  /** A key of `SUITES`. */
  readonly protocol: string;
  readonly credentials: Credentials;
  /** The directory that it serves; null: one of its own. */
  readonly root: string | null;
  /** Whether TLS begins with the connection. */
  readonly implicit: boolean;
}

/** What the process is told: once to start, then to start again, and to stop. */
export type ToReference = ReferenceOrder | 'restart' | 'stop';

/** What it says: where it listens, where it listens again, that it has stopped. */
export type FromReference =
  | { readonly kind: 'listening'; readonly host: string; readonly port: number; readonly root: string; readonly greeting: Uint8Array | null }
  | { readonly kind: 'restarted'; readonly port: number }
  | { readonly kind: 'stopped' };

// The entry of the process that `forkReference` starts. It ends with its parent.
let started: StartedTestee | null = null;
process.on('message', (told: ToReference) => void obey(told));
process.on('disconnect', () => void started?.stop());
// A signal for the whole group: the parent says when to stop.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

async function obey(told: ToReference): Promise<void> {
  if (told === 'stop') {
    await started?.stop();
    started = null;
    say({ kind: 'stopped' });
    process.disconnect();
  } else if (told === 'restart') {
    await started?.testee.restart?.();
    say({ kind: 'restarted', port: started!.testee.port });
  } else {
    const { parts, tested, greets } = await partsOf(told.protocol);
    started = await embedTestee(told.credentials, told.root, { ...parts, ...tested }, greets, told.implicit);
    const { host, port, root } = started.testee;
    say({ kind: 'listening', host, port, root: root!, greeting: started.greeting });
  }
}

/** FTP is what the server speaks without further parts; those of the others come with their suites, which take time to load. */
async function partsOf(protocol: string): Promise<Pick<Suite, 'parts' | 'tested' | 'greets'>> {
  return protocol === 'ftp' ? { parts: {}, greets: true } : (await import('./catalog.ts')).SUITES[protocol]!;
}

function say(message: FromReference): void {
  process.send!(message);
}
