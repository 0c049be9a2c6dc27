import type { Logger } from 'pino';
import type { Protocol } from '../spec/model.ts';
import type { Table } from '../machine/table.ts';
import type { OpenChannel } from './channel.ts';
import type { ServerConfig } from './config.ts';
import type { Guard } from './guard.ts';
import type { ReplyTexts } from './reply-text.ts';
import type { SharedMachine } from './shared-machine.ts';
import type { Conditions } from './session-state.ts';
import type { Statistics } from './statistics.ts';
import type { FileStore } from './store/file-store.ts';
import type { TlsService } from './tls-service.ts';
import type { valuesFor } from './texts.ts';
import type { runTransfer } from './transfer.ts';
import type { User, Users } from './users.ts';

/** What all sessions of a server share. */
export interface Shared {
  readonly protocol: Protocol;
  readonly table: Table;
  readonly machine: SharedMachine;
  readonly texts: ReplyTexts;
  readonly conditions: Conditions;
  readonly config: ServerConfig;
  readonly users: Users;
  readonly guard: Guard;
  /** What a user sees; without one, what the server serves. */
  readonly storeOf: (user: User | null) => FileStore;
  readonly statistics: Statistics;
  readonly channel: OpenChannel;
  readonly transfer: typeof runTransfer;
  readonly values: typeof valuesFor;
  readonly reply: (bytes: Buffer, on: string) => Buffer;
  readonly tls: TlsService | null;
  readonly log: Logger;
}
