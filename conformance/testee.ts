/** The server under test, as far as a check needs to know it. */
export interface Testee {
  readonly host: string;
  /** Another one after a restart. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** What ACCT names where the server asks for it (332); absent: the user has none. */
  readonly account?: string;
  /** The directory that the server serves as the user's login directory, when it is on this machine's disk. */
  readonly root: string | null;
  /** How every session of the suite is protected, where the server or its user wants it so; absent: only the checks of TLS are. */
  readonly tls?: 'explicit' | 'implicit';
  /** Ends the server and starts it again, with the same directory; absent where it is not ours. */
  readonly restart?: () => Promise<boolean>;
}
