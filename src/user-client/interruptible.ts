import { FTPError, type Client, type FTPResponse } from 'basic-ftp';
import { startDeadline } from '../client/deadline.ts';
import { DataStream } from './data-stream.ts';
import { refusal } from './ftp-errors.ts';
import { RemoteError } from './remote-error.ts';

/** A user who has asked to stop does not wait long for the server to agree. */
const PATIENCE = 3000;

/**
 * Runs a transfer that ends early when the signal is aborted: the data connection is closed and the control connection
 * brought back into step, or closed where the server does not answer. `reset` closes it as a failure, so that no server
 * takes what it got for the whole file.
 */
export async function interruptible<T>(client: Client, signal: AbortSignal, reset: boolean, transfer: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw interrupted();
  let cancel = (): void => {};
  const stop = (): void => {
    // The data may be over and only the reply missing.
    cancel = startDeadline(PATIENCE, () => client.close());
    const data: unknown = client.ftp.dataSocket;
    if (!(data instanceof DataStream)) return;
    if (reset) data.reset();
    else data.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await transfer();
  } catch (error) {
    // A reply has ended it, or there is nothing left to bring into step.
    if (error instanceof FTPError || error instanceof RemoteError || client.closed) throw signal.aborted ? interrupted(error) : error;
    const reply = await inStep(client);
    if (signal.aborted) throw interrupted(error);
    throw reply !== null && reply.code >= 400 ? refusal(reply) : error;
  } finally {
    cancel();
    signal.removeEventListener('abort', stop);
  }
}

/** The reply that a broken transfer still got, or null. NOOP finds out: its own reply can only come after it. */
async function inStep(client: Client): Promise<FTPResponse | null> {
  let late: FTPResponse | null = null;
  const cancel = startDeadline(Math.min(PATIENCE, client.ftp.timeout || PATIENCE), () => client.close());
  try {
    await client.ftp.handle('NOOP', (reply, task) => {
      if (reply instanceof Error && !(reply instanceof FTPError)) task.reject(reply);
      else if (ANSWERS_NOOP.has(reply.code)) task.resolve(reply);
      else if (reply.code >= 200) late ??= { code: reply.code, message: reply.message };
    });
  } catch {
    client.close();
  } finally {
    cancel();
  }
  return late;
}

/** Done, or not known: replies of no transfer (RFC 959 §5.4). */
const ANSWERS_NOOP: ReadonlySet<number> = new Set([200, 500, 502, 530]);

function interrupted(cause?: unknown): RemoteError {
  return new RemoteError('ABORTED', 'interrupted', { cause });
}
