import { rm, stat } from 'node:fs/promises';
import { LengthPrefixedClient, type ClientOptions } from '../dialects/length-prefixed/client.ts';
import { LengthResumeClient } from '../dialects/length-prefixed/resuming-client.ts';
import { explainDialectError } from './dialect-errors.ts';
import { LimitedFiles } from './limited-files.ts';
import { checkReceivable } from './receive-file.ts';
import type { TransferOptions, Transferred } from './remote-files.ts';

/** Each variant of the protocol: who speaks it, its checksum, and whether it goes on in the middle of a file. */
const VARIANTS = {
  'length-prefixed': { Client: LengthPrefixedClient, checksum: 'MD5', resumes: false },
  'length-resume': { Client: LengthResumeClient, checksum: 'SHA-256', resumes: true },
} as const;

/** The files of a server of `length-prefixed` or `length-resume`: each download has a connection of its own, and its checksum is verified. */
export class LengthPrefixedFiles extends LimitedFiles {
  readonly open = true;
  readonly reconnects = true;
  readonly greeting = '';
  protected readonly protocol: keyof typeof VARIANTS;
  protected readonly has = 'get';
  readonly #client: LengthPrefixedClient;

  /** Makes one attempt a download: who calls tries again. */
  constructor(protocol: keyof typeof VARIANTS, options: Omit<ClientOptions, 'attempts' | 'pause'>) {
    super();
    this.protocol = protocol;
    this.#client = new VARIANTS[protocol].Client({ ...options, attempts: 1 });
  }

  override async get(remote: string, local: string, { signal, progress, resume }: TransferOptions): Promise<Transferred> {
    await checkReceivable(local);
    const { resumes, checksum: algorithm } = VARIANTS[this.protocol];
    if (!resume && resumes) await rm(`${local}.part`, { force: true });
    const resumedAt = resumes ? await stat(`${local}.part`).then(({ size }) => size, () => 0) : 0;
    try {
      const { bytes, checksum } = await this.#client.get(remote, local, { signal, progress: ({ bytes: done, total }) => progress(done, total) });
      return { size: bytes, resumedAt: Math.min(resumedAt, bytes), verified: `${algorithm} ${checksum}` };
    } catch (error) {
      throw explainDialectError(error);
    }
  }

  async quit(): Promise<void> {}
}
