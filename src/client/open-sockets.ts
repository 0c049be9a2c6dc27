import type { Server, Socket } from 'node:net';
import { startDeadline } from './deadline.ts';

const open = new Map<Socket | Server, string>();
const watchers = new Set<() => void>();

/** Enters a socket or listener that the client opened; it leaves the register when it is closed. */
export function registerSocket(socket: Socket | Server, label: string): void {
  open.set(socket, label);
  socket.once('close', () => {
    open.delete(socket);
    for (const watcher of watchers) watcher();
  });
}

/** What the client has open now, one label each. */
export function openSockets(): string[] {
  return [...open.values()];
}

/** Waits until everything is closed, `deadline` milliseconds at most; returns the labels of what is still open. */
export function socketsLeftOpen(deadline: number): Promise<string[]> {
  return new Promise((resolve) => {
    const finish = () => {
      cancel();
      watchers.delete(check);
      resolve(openSockets());
    };
    const check = () => { if (open.size === 0) finish(); };
    const cancel = startDeadline(deadline, finish);
    watchers.add(check);
    check();
  });
}
