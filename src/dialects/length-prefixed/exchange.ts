import { connectSocket } from '../../client/connect.ts';
import { Inbox } from '../../client/inbox.ts';
import { AnswerSource } from './answer-source.ts';
import type { ClientOptions, GetOptions } from './client.ts';
import { DownloadError } from './download-error.ts';

/** A request as it is logged and as it is sent. */
interface Asked { readonly said: string; readonly request: Buffer }

/** Sends one request on a connection of its own and takes what is answered. @throws DownloadError */
export async function exchange<T>({ host, port, timeout, log }: Required<ClientOptions>, { signal }: GetOptions, { said, request }: Asked, receive: (source: AnswerSource) => Promise<T>): Promise<T> {
  if (signal?.aborted) throw ended();
  const socket = await connectSocket({ host, port, timeout, halfOpen: true })
    .catch((error: Error) => { throw new DownloadError('UNREACHABLE', error.message, error); });
  const abort = (): void => { socket.destroy(); };
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  try {
    const source = new AnswerSource(new Inbox(socket, () => {}), timeout);
    log(`> ${said}`);
    socket.write(request);
    return await receive(source);
  } catch (error) {
    throw signal?.aborted ? ended(error) : error;
  } finally {
    signal?.removeEventListener('abort', abort);
    socket.destroy();
  }
}

/** The user has ended the download. */
export function ended(cause?: unknown): DownloadError { return new DownloadError('ABORTED', 'the download was ended', cause); }
