import type { ServerConfig } from '../server/config.ts';
import type { User } from '../server/users.ts';
import type { LOG_LEVELS } from './serve-log.ts';
import type { Chosen } from './spec-option.ts';
import type { TlsOptions } from './tls-options.ts';

/** The options of `serve`, from the command line and from a file. */
export interface ServeOptions extends TlsOptions, Pick<ServerConfig, 'host' | 'root' | 'keepPartial' | 'pageStructure' | 'grace' | 'loginDelay'>, Chosen {
  readonly config?: string;
  readonly port?: string;
  readonly rateLimit?: number;
  readonly bufferSize?: number;
  readonly markerInterval?: number;
  readonly logDir?: string;
  readonly user: readonly User[];
  readonly anonymous: boolean;
  readonly logFile?: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly idle: number;
  readonly passivePorts?: readonly [number, number];
  readonly passiveAddress?: string;
  readonly maxSessions: number;
  readonly maxSessionsPerAddress?: number;
  /** In a file only, as the rest here. */
  readonly loginAttempts?: number;
  readonly failuresPerAddress?: number;
  readonly failuresForgottenAfter?: number;
  readonly totalRate?: number;
  readonly hosts?: readonly string[];
  readonly mediaTypes?: Readonly<Record<string, string>>;
  readonly namesLanguage?: string;
}
