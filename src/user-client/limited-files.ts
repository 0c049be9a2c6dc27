import { FtpspecError } from '../ftpspec-error.ts';
import type { RemoteEntry, RemoteFiles, Transferred, TransferOptions } from './remote-files.ts';

/**
 * The files of a server whose protocol has fewer operations than FTP: those that a subclass does not have fail with
 * `UNSUPPORTED`, and nothing is said to the server.
 */
export abstract class LimitedFiles implements RemoteFiles {
  abstract readonly open: boolean;
  abstract readonly greeting: string;
  abstract quit(): Promise<void>;
  protected abstract readonly protocol: string;
  /** The commands of the prompt that the protocol has. */
  protected abstract readonly has: string;

  list(_path: string, _signal: AbortSignal): Promise<RemoteEntry[]> { return this.cannot('list files'); }
  get(_remote: string, _local: string, _options: TransferOptions): Promise<Transferred> { return this.cannot('fetch files'); }
  put(_local: string, _remote: string, _options: TransferOptions): Promise<Transferred> { return this.cannot('store files'); }
  cd(_path: string): Promise<void> { return this.cannot('change the directory'); }
  pwd(): Promise<string> { return this.cannot('tell a directory'); }
  delete(_path: string): Promise<void> { return this.cannot('delete files'); }
  mkdir(_path: string): Promise<void> { return this.cannot('make directories'); }
  rmdir(_path: string): Promise<void> { return this.cannot('remove directories'); }
  rename(_from: string, _to: string): Promise<void> { return this.cannot('rename files'); }
  stat(_path: string): Promise<string[]> { return this.cannot('tell anything about a file or itself'); }

  protected async cannot(doing: string): Promise<never> {
    throw new FtpspecError('UNSUPPORTED', `${this.protocol} cannot ${doing}`, { hint: `It has ${this.has}.` });
  }
}
