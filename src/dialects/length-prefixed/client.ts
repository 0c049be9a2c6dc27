import { basename, join } from 'node:path';
import { stat } from 'node:fs/promises';
import { pause, pauseAfter } from './backoff.ts';
import { attemptDownload } from './download.ts';
import { DownloadError } from './download-error.ts';

/** What a download is told about itself while it runs. */
export interface Progress {
  readonly bytes: number;
  readonly total: number;
  /** Bytes a second since the data began. */
  readonly rate: number;
  /** Seconds until the end at that rate; 0 when it is reached. */
  readonly left: number;
}

export interface ClientOptions {
  readonly host: string;
  readonly port: number;
  /** Attempts in all; 5. */
  readonly attempts?: number;
  /** Milliseconds without a byte until an attempt is given up; 10 000. */
  readonly timeout?: number;
  /** Waits between attempts; the clock's waiting unless given. Rejects when the signal is aborted. */
  readonly pause?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Told each name that is asked for (`> …`) and how the answer begins (`< …`). */
  readonly log?: (line: string) => void;
}

export interface GetOptions {
  /** Ends the download; the part that came is removed. */
  readonly signal?: AbortSignal;
  readonly progress?: (progress: Progress) => void;
  /** Told of each failed attempt that is followed by another, and how long the client waits before it. */
  readonly retrying?: (error: DownloadError, attempt: number, milliseconds: number) => void;
}

/** What was downloaded. */
export interface Downloaded {
  readonly path: string;
  readonly bytes: number;
  /** MD5, or SHA-256 in `length-resume`; verified. */
  readonly checksum: string;
  readonly attempts: number;
}

/** Downloads files, each over a connection of its own. */
export class LengthPrefixedClient {
  readonly #options: Required<ClientOptions>;
  readonly #attempt: typeof attemptDownload;

  /** @param attempt one attempt to download; `length-resume` has another */
  constructor(options: ClientOptions, attempt = attemptDownload) {
    this.#options = { attempts: 5, timeout: 10_000, pause, log: () => {}, ...options };
    this.#attempt = attempt;
  }

  /**
   * Downloads a file to a path, or under its own name into a directory. It stands there only when it is whole and its
   * checksum right, and replaces what was there.
   * @throws DownloadError after the last attempt, or at once for what another attempt cannot cure
   */
  async get(name: string, target: string, options: GetOptions = {}): Promise<Downloaded> {
    const path = await pathFor(name, target);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return { ...(await this.#attempt(this.#options, name, path, options)), path, attempts: attempt };
      } catch (error) {
        if (!(error instanceof DownloadError) || !error.passing || attempt >= this.#options.attempts) throw error;
        const milliseconds = pauseAfter(attempt);
        options.retrying?.(error, attempt, milliseconds);
        await this.#options.pause(milliseconds, options.signal).catch((cause: unknown) => { throw new DownloadError('ABORTED', 'the download was ended', cause); });
      }
    }
  }
}

/** The user decides where a file goes; the server's base name has no say (LEN-PRO-R33). */
async function pathFor(name: string, target: string): Promise<string> {
  const facts = await stat(target).catch(() => null);
  return facts?.isDirectory() === true ? join(target, basename(name) || 'download') : target;
}
