import { Control, type Account, type Endpoint } from './control.ts';
import { argument, tell } from './tell.ts';

/** Opens sessions, logs in, and holds them until told to end. */
export interface IdleJob extends Endpoint, Account { readonly count: number }

/** Logins at a time. */
const WIDTH = 20;

const job = argument() as IdleJob;
const held: Control[] = [];
let left = job.count;
await Promise.all(Array.from({ length: WIDTH }, async () => {
  while (left > 0) {
    left -= 1;
    const control = await Control.open(job);
    await control.logIn(job);
    held.push(control);
  }
}));
tell({ sessions: held.length });
