/** An entry of a remote directory. */
export interface RemoteEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
  /** Bytes; null where the server does not say. */
  readonly size: number | null;
  /** Null where the server does not say it for certain. */
  readonly modified: Date | null;
}

/** How a file is moved. */
export interface TransferOptions {
  /** Go on where an earlier transfer stopped, if there is a part of it that still fits. */
  readonly resume: boolean;
  /** Ends the transfer early; the connection stays usable if it can. */
  readonly signal: AbortSignal;
  /** Told the bytes of the file that are over there by now, those of earlier transfers included; `total` is null when unknown. */
  readonly progress: (done: number, total: number | null) => void;
}

/** What was moved. */
export interface Transferred {
  /** Bytes of the whole file. */
  readonly size: number;
  /** Bytes that an earlier transfer had moved already. */
  readonly resumedAt: number;
  /** How the content was verified, such as `MD5 0123…`; absent where the protocol has no checksum. */
  readonly verified?: string;
}

/**
 * The files of a server, whatever protocol reaches them: what the prompt and the one-shot commands work with.
 * Remote paths are as the server writes them, relative ones from its working directory. One call at a time.
 * Every call may throw a `RemoteError`, and an `FtpspecError` `UNSUPPORTED` where the protocol has no such operation; a transfer may
 * throw a `LocalFileError` as well.
 */
export interface RemoteFiles {
  /** False when the connection is gone: every further call fails. */
  readonly open: boolean;
  /** True where each transfer has a connection of its own: one that failed may be tried again in the same session. */
  readonly reconnects?: boolean;
  /** What the server said first; empty where it says nothing. */
  readonly greeting: string;
  /** What a directory holds; of the working directory when `path` is empty. */
  list(path: string, signal: AbortSignal): Promise<RemoteEntry[]>;
  /** Fetches a file to a local path, by way of `LOCAL.part`: the final name appears when the file is complete. */
  get(remote: string, local: string, options: TransferOptions): Promise<Transferred>;
  /** Stores a local file, by way of `REMOTE.part` where the server can rename. */
  put(local: string, remote: string, options: TransferOptions): Promise<Transferred>;
  cd(path: string): Promise<void>;
  pwd(): Promise<string>;
  delete(path: string): Promise<void>;
  mkdir(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** What the server says about a path, or about itself when `path` is empty, as lines. */
  stat(path: string): Promise<string[]>;
  /** Says goodbye and closes; never throws. */
  quit(): Promise<void>;
}
