import { FtpspecError } from '../../ftpspec-error.ts';

const HINTS = {
  BUSY: 'The server has said that a later attempt may succeed.',
  REFUSED: 'The server has answered ERROR: check the name. Another attempt would say the same, so none was made.',
  NOT_THIS_PROTOCOL: 'Another kind of server listens there, or the connection goes through something that changes it.',
  SILENT: 'The server is busy, gone, or computes the checksum of a large file: allow more time.',
  CUT_SHORT: 'The connection ended before the file was whole: try again.',
  CHECKSUM_WRONG: 'The data changed on the way, or the file changed while it was sent: try again.',
  UNREACHABLE: 'Check that the server runs and listens on this address and port.',
  CANNOT_STORE: 'Check the directory, its permissions and the room on the disk.',
  ABORTED: 'You ended it; nothing stands under the name of the file.',
} as const;

/** Why a download failed. */
export type DownloadErrorCode = keyof typeof HINTS;

const PASSING: ReadonlySet<DownloadErrorCode> = new Set(['BUSY', 'SILENT', 'CUT_SHORT', 'CHECKSUM_WRONG', 'UNREACHABLE']);

/** Thrown when a file was not downloaded; nothing stands under its name then that was not there before. */
export class DownloadError extends FtpspecError {
  declare readonly code: DownloadErrorCode;

  constructor(code: DownloadErrorCode, message: string, cause?: unknown) { super(code, message, { hint: HINTS[code], cause }); }

  /** Whether another attempt may succeed (LEN-PRO-R31, LEN-PRO-R32, LEN-RES-R31). */
  get passing(): boolean { return PASSING.has(this.code); }
}
