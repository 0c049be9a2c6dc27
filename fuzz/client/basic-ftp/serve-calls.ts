import { setImmediate as turn } from 'node:timers/promises';
import type { Client } from 'basic-ftp';
import type { Stand, Told } from '../performer.ts';
import type { Call } from '../scenario.ts';
import type { FromClient, ToClient } from './message.ts';

/** Makes one call. */
export type Make = (client: Client, call: Call, stand: Stand) => Promise<Extract<Told, { ok: true }>['value']>;

/** Turns of the loop in which an error may still come up that belongs to the day. */
const AFTERMATH = 5;

/** The process of a client: takes its day's work from the one that started it, and tells what came of each call. It ends with that one. */
export function serveCalls(open: (patience: number) => Client, make: Make): void {
  let goOn = (): void => {};
  const tell = (news: FromClient): void => { if (process.connected) process.send!(news); };
  const perform = async (calls: readonly Call[], stand: Stand): Promise<void> => {
    const client = open(stand.patience);
    const perhapsAlone = async (call: Call): ReturnType<Make> => {
      if (!stand.alone) return make(client, call, stand);
      await make(client, { call: 'access', password: 'right', secure: false }, stand);
      return make(client, call, stand).finally(() => client.close());
    };
    const pause = (at: number): Promise<void> => new Promise((resolve) => { goOn = resolve; tell({ kind: 'before', at }); });
    for (const [at, call] of calls.entries()) {
      await pause(at);
      tell({ kind: 'told', told: await perhapsAlone(call).then((value): Told => ({ ok: true, value }), (error: unknown): Told => ({ ok: false, error: String(error).slice(0, 500) })) });
    }
    await pause(calls.length);
    client.close();
    for (let at = 0; at < AFTERMATH; at++) await turn();
    tell({ kind: 'done' });
  };
  for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (error: unknown) => tell({ kind: 'uncaught', error: `${event}: ${String((error as Error).stack ?? error).slice(0, 1000)}` }));
  process.on('message', (order: ToClient) => { if (order.kind === 'perform') void perform(order.calls, order.stand); else goOn(); });
  process.once('disconnect', () => process.exit());
}
