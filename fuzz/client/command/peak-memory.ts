import { readFile } from 'node:fs/promises';

/** Milliseconds between two looks: what a process grows by within one is megabytes, what no client needs is hundreds. */
const LOOK = 50;
/** Processes of one command that are looked at. */
const FAMILY = 20;

/** The most memory that the processes of a command had, as the system keeps it of each. Only where there is `/proc`. */
export class PeakMemory {
  private readonly timer: NodeJS.Timeout;
  private most: number | null = null;

  constructor(pid: number | undefined) {
    this.timer = setInterval(() => { if (pid !== undefined) void this.look(pid); }, LOOK).unref();
  }

  /** No more looks. Returns megabytes. */
  end(): number | null {
    clearInterval(this.timer);
    return this.most === null ? null : Math.round(this.most / 1024);
  }

  private async look(pid: number): Promise<void> {
    const family = [pid];
    for (const one of family) {
      const children = await readFile(`/proc/${one}/task/${one}/children`, 'latin1').catch(() => '');
      family.push(...children.split(' ').map(Number).filter(Boolean).slice(0, FAMILY - family.length));
      const found = /^VmHWM:\s+(\d+) kB/m.exec(await readFile(`/proc/${one}/status`, 'latin1').catch(() => ''));
      if (found !== null) this.most = Math.max(this.most ?? 0, Number(found[1]));
    }
  }
}
