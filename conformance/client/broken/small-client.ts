import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Goal } from '../client.ts';
import { keep, type Desk } from './script-client.ts';
import type { Wire } from './wire.ts';

/** What small clients that do everything right have in common. Each step is a method, so that it can be done wrong. */
export abstract class SmallClient {
  readonly desk: Desk;
  control!: Wire;

  constructor(desk: Desk) { this.desk = desk; }

  abstract list(): Promise<void>;
  abstract get(name: string): Promise<void>;
  abstract put(name: string, bytes: Buffer): Promise<void>;

  open(): Promise<Wire> { return this.desk.open(); }

  async work(goal: Goal): Promise<void> {
    if (goal.kind === 'list') return this.list();
    if (goal.kind === 'get') return this.get(goal.name);
    return this.put(goal.name, await this.local(goal.name));
  }

  keep(name: string, bytes: Buffer): Promise<void> { return keep(this.desk, name, bytes); }
  local(name: string): Promise<Buffer> { return readFile(join(this.desk.order.directory, name)); }
  named(name: string): string { return name; }
}
