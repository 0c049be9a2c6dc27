/** A running server to be measured. */
export interface Served {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** The process above all others of the server. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** What the reference server is called in tables. */
export const REFERENCE = 'reference';
