import { EphemeralPortFiles } from './ephemeral-port-files.ts';
import { FtpFiles, type Tls } from './ftp-files.ts';
import { InlineFiles } from './inline-files.ts';
import { LengthPrefixedFiles } from './length-prefixed-files.ts';
import { MinimalFiles } from './minimal-files.ts';
import type { RemoteFiles } from './remote-files.ts';

/** Where a server is, and who comes. */
export interface RemoteServer {
  readonly host: string;
  readonly port: number;
  /** Of the protocols with a login. */
  readonly user: string;
  readonly password: string;
  /** What ACCT names (FTP); absent: the user has none. */
  readonly account?: string;
}

/** How a connection is had. */
export interface OpenOptions {
  /** Milliseconds without any sign of the server until it is given up. */
  readonly timeout: number;
  /** The server connects to us for data (FTP). */
  readonly active: boolean;
  /** Whether FTP runs over TLS, and how it begins. */
  readonly tls: Tls;
  /** Takes any certificate, also one that nobody vouches for. */
  readonly insecure: boolean;
  /** Told what goes over the control connection: `> …` and `< …`, without passwords. */
  readonly log: (message: string) => void;
}

type Open = (server: RemoteServer, options: OpenOptions, signal: AbortSignal) => Promise<RemoteFiles>;

/** A protocol that the client speaks. */
interface RemoteProtocol {
  /** Whether it has users. */
  readonly login: boolean;
  readonly open: Open;
}

const ftp: RemoteProtocol = { login: true, open: (server, options, signal) => FtpFiles.open({ ...server, ...options }, signal) };

const own = (open: (address: { host: string; port: number; timeout: number; log: OpenOptions['log'] }, signal: AbortSignal) => Promise<RemoteFiles>): RemoteProtocol => ({
  login: false,
  open: ({ host, port }, { timeout, log }, signal) => open({ host, port, timeout, log }, signal),
});

/** The protocols by name. */
export const REMOTE_PROTOCOLS: Readonly<Record<string, RemoteProtocol>> = {
  'ftp': ftp,
  'course-ftp': ftp,
  'minimal-ftp': own((address, signal) => MinimalFiles.open(address, signal)),
  'inline-marker': own((address, signal) => InlineFiles.open({ ...address, framing: 'marker' }, signal)),
  'inline-length': own((address, signal) => InlineFiles.open({ ...address, framing: 'length' }, signal)),
  'length-prefixed': own(async (address) => new LengthPrefixedFiles('length-prefixed', address)),
  'length-resume': own(async (address) => new LengthPrefixedFiles('length-resume', address)),
  'ephemeral-port': own((address, signal) => EphemeralPortFiles.open({ ...address, framing: 'bare' }, signal)),
  'ephemeral-port-lines': own((address, signal) => EphemeralPortFiles.open({ ...address, framing: 'lines' }, signal)),
};
