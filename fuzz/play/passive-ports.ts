import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

/** Ports that one session has to be told before their order says anything. */
const TIMES = 10;
/** A server that counts skips the ports that other sessions have taken. */
const STEP = 8;

/** The ports that a server has named to one session. */
export class PassivePorts {
  private readonly ports: number[] = [];

  named(session: PlaySession, port: number): void {
    if (this.ports.push(port) > TIMES) this.ports.shift();
    if (this.ports.length < TIMES) return;
    const steps = this.ports.slice(1).map((next, at) => next - this.ports[at]!);
    if (![1, -1].some((way) => steps.every((step) => step * way > 0 && step * way <= STEP))) return;
    this.ports.length = 0;
    tell(session, 'ports in no order', { verb: 'PASV', expected: ['ports that those before do not tell'], actual: `${TIMES} ports in order, the last ${port}`, symptom: 'ports in order' });
  }
}
