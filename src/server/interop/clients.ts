import { basicFtpClient } from './clients/basic-ftp.ts';
import { curlClient } from './clients/curl.ts';
import { ftplibClient } from './clients/ftplib.ts';
import { inetutilsClient } from './clients/inetutils.ts';
import { lftpClient } from './clients/lftp.ts';
import { ncftpClient } from './clients/ncftp.ts';
import { netFtpClient } from './clients/net-ftp.ts';
import { tnftpClient } from './clients/tnftp.ts';
import { wgetClient } from './clients/wget.ts';
import type { ClientProgram } from './operation.ts';
import type { OperationId } from './operations.ts';

/** The columns of the matrix. */
export const CLIENTS: readonly ClientProgram<OperationId>[] = [curlClient, wgetClient, lftpClient, ncftpClient, tnftpClient, inetutilsClient, ftplibClient, netFtpClient, basicFtpClient];
