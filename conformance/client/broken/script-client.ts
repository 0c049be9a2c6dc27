import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client, Goal, Order } from '../client.ts';
import { Wire } from './wire.ts';

/** What a client that is a function of this program works with. */
export interface Desk {
  readonly order: Order;
  print(text: string): void;
  /** Ends in failure. */
  fail: (text: string) => void;
  open: (port?: number, host?: string, patience?: number) => Promise<Wire>;
}

/** A client that runs inside this program, for tests: its sockets end with it. */
export function scriptClient(script: (desk: Desk) => Promise<void>): Client {
  return {
    cannot: () => null,
    perform: async (order) => {
      let output = '';
      let code = 0;
      const wires: Wire[] = [];
      const desk: Desk = {
        order,
        print: (text) => { output += `${text}\n`; },
        fail: (text) => { output += `${text}\n`; code = 1; },
        open: async (port = order.port, host = order.host, patience = order.deadline / 3) => {
          const wire = await Wire.open(host, port, patience);
          wires.push(wire);
          return wire;
        },
      };
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => { timer = setTimeout(() => resolve(true), order.deadline); });
      const killed = await Promise.race([script(desk).then(() => false, (error: Error) => { desk.fail(error.message); return false; }), late]);
      clearTimeout(timer);
      for (const { socket } of wires) { if (killed) socket.destroy(); else socket.destroySoon(); }
      return { output, code: killed ? null : code, killed, oneShot: true };
    },
  };
}

/** Does each goal of an order; a failure is told, and the next one is begun. */
export async function eachGoal(desk: Desk, work: (goal: Goal) => Promise<void>): Promise<void> {
  for (const goal of desk.order.goals) {
    try {
      await work(goal);
    } catch (error) {
      desk.fail((error as Error).message);
    }
  }
}

/** Keeps a download: under another name until it is whole. */
export async function keep(desk: Desk, name: string, bytes: Buffer): Promise<void> {
  const path = join(desk.order.directory, name);
  try {
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
  } finally {
    await rm(`${path}.part`, { force: true });
  }
}
