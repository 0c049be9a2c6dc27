/** What a server has done since it started. */
export class Statistics {
  readonly started = Date.now();
  sessions = 0;
  commands = 0;
  failed = 0;
  readonly transfers = { sent: 0, received: 0, listed: 0, failed: 0 };
  readonly bytes = { sent: 0, received: 0 };

  answered(on: string, code: number): void {
    if (!on.startsWith('[')) this.commands += 1;
    if (code >= 400) this.failed += 1;
  }

  transferred(kind: 'file' | 'upload' | 'listing', bytes: number, whole: boolean): void {
    this.bytes[kind === 'upload' ? 'received' : 'sent'] += bytes;
    if (!whole) this.transfers.failed += 1;
    else this.transfers[kind === 'file' ? 'sent' : kind === 'upload' ? 'received' : 'listed'] += 1;
  }

  /** One object for the log and for people. Uptime in seconds. */
  summary(): Record<string, unknown> {
    return { uptime: Math.round((Date.now() - this.started) / 1000), sessions: this.sessions, commands: this.commands, refused: this.failed, transfers: this.transfers, bytes: this.bytes };
  }
}
