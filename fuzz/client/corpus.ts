import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FtpspecError } from '../../src/ftpspec-error.ts';
import { clientFindingText, readClientFinding, type ClientFinding } from './finding.ts';

/** A directory that holds what campaigns have found with clients, a file each. */
export class ClientCorpus {
  private readonly directory: string;

  /** @throws FtpspecError `UNWRITABLE` */
  constructor(directory: string) {
    this.directory = join(directory, 'findings');
    try {
      mkdirSync(this.directory, { recursive: true });
    } catch (error) {
      throw new FtpspecError('UNWRITABLE', `cannot write ${directory}: ${(error as Error).message}`);
    }
  }

  /** Keys of what was found before. */
  known(): Set<string> { return new Set(readdirSync(this.directory).filter((name) => name.endsWith('.json')).flatMap((name) => readClientFinding(join(this.directory, name)).key ?? [])); }

  pathOf({ id }: Pick<ClientFinding, 'id'>): string { return join(this.directory, `${id.replace(/^fuzz-client\//, '')}.json`); }

  keep(finding: ClientFinding): void {
    const path = this.pathOf(finding);
    try {
      writeFileSync(`${path}.partial`, clientFindingText(finding));
      renameSync(`${path}.partial`, path);
    } catch (error) {
      throw new FtpspecError('UNWRITABLE', `cannot write ${path}: ${(error as Error).message}`);
    }
  }
}
