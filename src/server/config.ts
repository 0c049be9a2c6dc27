import type { Logger } from 'pino';
import type { TransferLimits } from './data/pace.ts';
import { GUARD_DEFAULTS, type GuardSettings } from './guard-settings.ts';
import type { TlsSettings } from './tls-settings.ts';
import type { User } from './users.ts';

/** How a reference server is set up. Times are milliseconds. */
export interface ServerConfig extends TransferLimits, GuardSettings {
  /** Address to listen on, such as `127.0.0.1` or `::`. */
  readonly host: string;
  /** Port to listen on; 0 takes a free one. */
  readonly port: number;
  /** The directory that is served. */
  readonly root: string;
  readonly users: readonly User[];
  /** Closes a session without command and transfer for so long (RFC 1123 §4.1.3.2: five minutes at least). */
  readonly idleLimit: number;
  /** The least and the most that SITE IDLE may make of it. */
  readonly idleRange: readonly [least: number, most: number];
  /** How long to wait for a data connection to open, or for one to make progress. */
  readonly dataLimit: number;
  /** How long running transfers may go on when the server is stopped. */
  readonly grace: number;
  /** Bytes of a command line, without its end. */
  readonly lineLimit: number;
  /** Failed logins until the session is closed (RFC 2577 §5 recommends five). */
  readonly loginLimit: number;
  /** Sessions at a time; the next one gets 421. */
  readonly sessionLimit: number;
  /** Ports for passive data connections, both ends included; null takes any free one. */
  readonly passivePorts: readonly [low: number, high: number] | null;
  /** IPv4 address to name in 227 replies, for servers behind address translation; null names the one in use. */
  readonly passiveAddress: string | null;
  /** Keep an interrupted upload as `NAME.part`. */
  readonly keepPartial: boolean;
  /** Offer STRU P, which RFC 1123 §4.1.2.3 advises against. */
  readonly pageStructure: boolean;
  /** Bytes of a file between the restart markers that MODE B and C send; null sends none. */
  readonly markerInterval: number | null;
  /** TLS on control and data connections; null refuses it. */
  readonly tls: TlsSettings | null;
  /** Names of the server's virtual hosts, beside its address and localhost (RFC 7151). */
  readonly hosts: readonly string[];
  /** Media types by the ending of a file's name, such as `txt`: they are told where they are known (RFC 3659 §7.5.8). */
  readonly mediaTypes: Readonly<Record<string, string>>;
  /** The language in which files are named, as a tag; null when it is not known (RFC 3659 §7.5.6). */
  readonly namesLanguage: string | null;
  readonly log: Logger;
}

export const DEFAULTS = {
  host: '127.0.0.1',
  port: 0,
  idleLimit: 300_000,
  idleRange: [30_000, 7_200_000],
  dataLimit: 30_000,
  grace: 10_000,
  lineLimit: 8_192,
  loginLimit: 5,
  ...GUARD_DEFAULTS,
  sessionLimit: 10_000,
  passivePorts: null,
  passiveAddress: null,
  keepPartial: false,
  rateLimit: null,
  bufferSize: null,
  pageStructure: false,
  markerInterval: 2 ** 20,
  tls: null,
  hosts: [],
  mediaTypes: {},
  namesLanguage: null,
} as const;
