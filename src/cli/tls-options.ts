import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { FtpspecError } from '../ftpspec-error.ts';
import { TLS_DEFAULTS, type TlsSettings } from '../server/tls-settings.ts';
import { certificateFolder, ownCertificate, type CertificatePair } from '../tls/own-certificate.ts';
import { whole } from './option-values.ts';

/** The options of `serve` about TLS as commander hands them over. */
export interface TlsOptions {
  readonly tls: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsPort?: number;
  readonly tlsRequired: boolean;
  readonly tlsReuse: TlsSettings['sessionReuse'];
  readonly tlsClientCa?: string;
  readonly tlsCcc: boolean;
}

export function addTlsOptions(command: Command): Command {
  return command
    .option('--tls', 'offer TLS by AUTH; without --tls-cert a self-signed certificate is made once and kept', false)
    .option('--tls-cert <file>', 'certificate chain in PEM (with --tls-key; means --tls)')
    .option('--tls-key <file>', 'its private key in PEM')
    .option('--tls-port <number>', 'also listen here for TLS from the first byte; 0 takes a free port (means --tls)', whole(0, 65_535))
    .option('--tls-required', 'refuse logins and transfers that are not protected (means --tls)', false)
    .addOption(new Option('--tls-reuse <how>', 'whether data connections resume the TLS session of their control connection').choices(['offered', 'required']).default('offered'))
    .option('--tls-client-ca <file>', 'ask clients for a certificate of these authorities, in PEM')
    .option('--tls-ccc', 'let clients end TLS on the control connection by CCC', false);
}

/**
 * What the options ask for, and the lines that tell the user; null without TLS.
 * @throws FtpspecError `USAGE`, `TLS_UNUSABLE`
 */
export async function tlsSettings(options: TlsOptions): Promise<{ readonly settings: TlsSettings; readonly lines: readonly string[] } | null> {
  const { tlsCert, tlsKey, tlsPort, tlsClientCa } = options;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) throw new FtpspecError('USAGE', '--tls-cert and --tls-key go together');
  if (!options.tls && tlsCert === undefined && tlsPort === undefined && !options.tlsRequired) {
    if (tlsClientCa !== undefined || options.tlsCcc || options.tlsReuse !== TLS_DEFAULTS.sessionReuse) throw new FtpspecError('USAGE', 'an option about TLS without TLS', { hint: 'Add --tls.' });
    return null;
  }
  const own = tlsCert === undefined || tlsKey === undefined ? await keptCertificate() : null;
  const pair: CertificatePair = own ?? { certificate: await pem(tlsCert!), key: await pem(tlsKey!) };
  return {
    settings: {
      certificate: pair.certificate, key: pair.key, implicitPort: tlsPort ?? null, required: options.tlsRequired, clearing: options.tlsCcc, sessionReuse: options.tlsReuse,
      clientAuthorities: tlsClientCa === undefined ? null : await pem(tlsClientCa),
    },
    lines: own === null ? [] : [`certificate: self-signed, ${own.made ? 'made now and kept' : 'kept'} in ${own.path}`],
  };
}

async function keptCertificate(): Promise<Awaited<ReturnType<typeof ownCertificate>>> {
  const folder = certificateFolder();
  return ownCertificate(folder).catch((error: Error) => {
    throw new FtpspecError('TLS_UNUSABLE', `cannot keep a certificate in ${folder}: ${error.message}`, { hint: 'Set XDG_DATA_HOME to a directory that can be written, or give --tls-cert and --tls-key.' });
  });
}

function pem(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: Error) => { throw new FtpspecError('TLS_UNUSABLE', `cannot read ${file}: ${error.message}`); });
}
