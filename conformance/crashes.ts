import { connectSocket } from '../src/client/connect.ts';
import { startDeadline } from '../src/client/deadline.ts';
import type { StartedTestee } from './start-testee.ts';

/** Knows whether the server lives, and brings it back where we started it. */
export class Crashes {
  /** True when the server is gone for good. */
  lost = false;
  private readonly started: StartedTestee;
  private readonly timeout: number;
  private readonly greets: boolean;

  /** @param greets whether a living server speaks first */
  constructor(started: StartedTestee, timeout: number, greets = true) {
    this.greets = greets;
    this.started = started;
    this.timeout = timeout;
  }

  /** Whether the server takes a connection and says something, or at least does not drop it. */
  async alive(): Promise<boolean> {
    if (this.started.exited() !== null) return false;
    try {
      const socket = await connectSocket({ host: this.started.testee.host, port: this.started.testee.port, timeout: this.timeout, halfOpen: false });
      if (!this.greets) {
        socket.destroy();
        return true;
      }
      const spoke = await new Promise<boolean>((resolve) => {
        const cancel = startDeadline(this.timeout, () => resolve(false));
        const finish = (value: boolean): void => { cancel(); resolve(value); };
        socket.once('data', () => finish(true)).once('close', () => finish(false)).once('error', () => finish(false));
      });
      socket.destroy();
      return spoke;
    } catch {
      return false;
    }
  }

  /** Makes sure that the server can be talked to, restarting it when it is ours. */
  async ready(): Promise<boolean> {
    if (await this.alive()) return true;
    this.lost = this.started.restart === null || !(await this.started.restart()) || !(await this.alive());
    return !this.lost;
  }

  /** How the server's process ended, when it is ours and did. */
  async describe(): Promise<string> {
    const exit = await this.started.ending();
    return exit === null ? '' : `(${exit})`;
  }
}
