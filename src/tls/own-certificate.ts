import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its private key, in PEM. */
export interface CertificatePair { readonly certificate: string; readonly key: string }

const DAY = 86_400_000;
/** Days that a certificate is good for; clients that have pinned it keep it as long as it lasts. */
const DAYS = 3650;

/** Where a user's certificate is kept between starts. */
export function certificateFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'ftpspec');
}

/**
 * The self-signed certificate that is kept in a folder, made when there is none there or when it has run out. Nobody
 * vouches for it: a client has to be told that it is the right one.
 */
export async function ownCertificate(folder: string): Promise<CertificatePair & { readonly made: boolean; readonly path: string }> {
  const path = join(folder, 'tls.pem');
  const kept = parsePair(await readFile(path, 'utf8').catch(() => ''));
  if (kept !== null && new Date(new X509Certificate(kept.certificate).validTo).getTime() > Date.now()) return { ...kept, made: false, path };
  const pair = await makeCertificate();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Two servers that start at once: whoever renames last is kept, and neither ever reads half a file.
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, `${pair.certificate.trim()}\n${pair.key.trim()}\n`, { mode: 0o600 });
  await rename(fresh, path);
  return { ...pair, made: true, path };
}

/** A new self-signed certificate for this machine's own names, with a key on the curve P-256. */
export async function makeCertificate(names: readonly string[] = ['localhost', '127.0.0.1', '::1']): Promise<CertificatePair> {
  // Loaded here only: it takes longer to load than to use.
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: names[0]! }], {
    keyType: 'ec', curve: 'P-256', algorithm: 'sha256', notBeforeDate: new Date(Date.now() - DAY), notAfterDate: new Date(Date.now() + DAYS * DAY),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })) },
    ],
  });
  return { certificate: made.cert, key: made.private };
}

function parsePair(text: string): CertificatePair | null {
  const certificate = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/s.exec(text)?.[0];
  const key = /-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----/s.exec(text)?.[0];
  return certificate === undefined || key === undefined ? null : { certificate, key };
}
