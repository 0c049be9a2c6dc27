import type { Socket } from 'node:net';
import type { Channel } from './channel.ts';
import type { Part } from './named-path.ts';
import type { DataPort } from './data/data-port.ts';
import type { Guard } from './guard.ts';
import type { Statistics } from './statistics.ts';
import type { Representation } from '../wire/representation/representation.ts';
import type { Restart } from './restart-marker.ts';
import type { FileStore } from './store/file-store.ts';
import type { IdleClock } from './idle-clock.ts';
import type { OpenFile } from './store/open-file.ts';
import type { Entry } from './store/entry.ts';
import type { Upload } from './store/upload.ts';
import type { VirtualPath } from './store/path.ts';
import type { ServerConfig } from './config.ts';
import type { TlsService } from './tls-service.ts';
import type { User, Users } from './users.ts';

/** What a transfer command has opened before its 150 reply. */
export type Prepared =
  | { readonly kind: 'file'; readonly file: OpenFile; readonly offset: number }
  /** `restart`: where the file is taken up again, where that is not its start. */
  | { readonly kind: 'upload'; readonly upload: Upload; readonly restart?: Restart }
  | { readonly kind: 'listing'; readonly lines: AsyncIterable<string>; readonly representation?: Representation };

/**
 * What a session knows beyond the states of its machine: names and numbers, never a decision. Paths and names are byte
 * strings.
 */
export interface SessionState {
  readonly config: ServerConfig;
  /** The session's connection, for protocols that move data on it. */
  readonly socket: Socket;
  readonly channel: Channel;
  readonly users: Users;
  readonly guard: Guard;
  readonly tls: TlsService | null;
  readonly store: FileStore;
  /** Of the whole server. */
  readonly statistics: Statistics;
  readonly dataPort: DataPort;
  /** The control connection's own address at each end. */
  readonly local: { readonly address: string; readonly port: number };
  readonly peer: { readonly address: string; readonly port: number };
  /** True when the control connection runs over IPv6. */
  readonly ipv6: boolean;
  /** Whether TLS began with the connection, before the greeting. */
  readonly implicit: boolean;
  /** Whether the server had as many sessions as it takes when this one came. */
  readonly crowded: boolean;
  userName: string;
  user: User | null;
  loginFailures: number;
  /** What ACCT has named; null until it has. */
  account: string | null;
  directory: VirtualPath;
  renameFrom: VirtualPath | null;
  /** The virtual host that HOST named, or null. */
  host: string | null;
  /** Tag of the language of the replies. */
  language: string;
  /** The hash that HASH gives. */
  hash: string;
  /** The part that RANG chose; null for whole files. */
  range: Part | null;
  /** Whether the server waits for nothing any more. */
  readonly stopping: boolean;
  /** Whether the representation is TYPE A, as the machine's state says. */
  readonly ascii: boolean;
  /** How data cross, as the machine's states say. */
  readonly representation: Representation;
  /** zlib's level of MODE Z, as OPTS MODE Z LEVEL chose it. */
  deflateLevel: number;
  /** Bytes; null when no REST is pending. */
  restart: number | null;
  /** Whether the marker of the pending REST stands behind a CR. */
  restartAfterCr: boolean;
  /** Tells the client of a restart marker that was stored: its text and ours. */
  readonly confirm: (theirs: string, ours: string) => void;
  /** Whether data connections are protected, as the last PROT said. */
  privateData: boolean;
  /** Facts that MLST and MLSD show, in lower case. */
  facts: readonly string[];
  prepared: Prepared | null;
  /** Bytes moved by the running transfer. */
  progress: number;
  /** Port of the last PASV, EPSV or LPSV. */
  passivePort: number;
  /** Permission bits that new files and directories lack (SITE UMASK); null: those that the process says. */
  mask: number | null;
  /** Why the last data connection could not be protected. */
  dataProblem: string;
  readonly idle: IdleClock;
}

/** The working set of one command while its conditions are asked. */
export interface Asked {
  readonly on: string;
  readonly verb: string;
  readonly argument: string;
  /** The resolved path of the argument, or null when no path can be made of it. */
  readonly path: VirtualPath | null;
  /** The part of the file that the argument names, or null. */
  readonly part: Part | null;
  /** Why the last question was answered as it was, for the text of the reply. */
  problem: string;
  /** What the last question found, for the text of the reply. */
  found: string;
  /** Facts of `path`, looked up at most once a command; null when there is nothing. */
  entry(): Promise<Entry | null>;
}

/** Answers one `when` phrase of the specification. */
export type Condition = (session: SessionState, asked: Asked) => boolean | Promise<boolean>;
export type Conditions = Readonly<Record<string, Condition>>;
