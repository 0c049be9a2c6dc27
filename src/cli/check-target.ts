import { FtpspecError } from '../ftpspec-error.ts';

/** Which server is tested. */
export type Target =
  | { readonly kind: 'attach'; readonly host: string; readonly port: number }
  | { readonly kind: 'spawn'; readonly command: string }
  | { readonly kind: 'reference' };

export interface TargetWords {
  readonly address: string | undefined;
  readonly spawn: string | undefined;
  readonly reference: boolean;
}

const WAYS = `Name the server in one of three ways:
  ftpspec check 127.0.0.1:2121 --user u --password p     a server that runs already
  ftpspec check --spawn './server {port} {root}'         a command that starts one
  ftpspec check --reference                              the reference server
--report takes every word that follows it: put HOST:PORT before it.`;

/**
 * The one server that a command line names.
 * @throws FtpspecError `USAGE` when it names none, several, or something that is no address
 */
export function parseTarget(words: TargetWords): Target {
  const given = [words.address, words.spawn, words.reference || undefined].filter((one) => one !== undefined).length;
  if (given !== 1) throw new FtpspecError('USAGE', given === 0 ? 'no server to check' : 'more than one server to check', { hint: WAYS });
  if (words.reference) return { kind: 'reference' };
  if (words.spawn !== undefined) {
    if (words.spawn.trim() === '') throw new FtpspecError('USAGE', '--spawn needs a command', { hint: WAYS });
    return { kind: 'spawn', command: words.spawn };
  }
  return { kind: 'attach', ...parseAddress(words.address ?? '') };
}

/** `host:port` or `[v6]:port`. */
function parseAddress(text: string): { host: string; port: number } {
  const match = /^(?:\[([0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|([^\s:[\]/@]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match !== null && port >= 1 && port <= 65_535) return { host: match[1] ?? match[2]!, port };
  const hint = /^[^:\s]+$/.test(text) ? `Give the port as well: ${text}:21` : text.split(':').length > 2 && !text.includes('/') && !text.includes('[') ? 'An IPv6 address stands in brackets: [::1]:2121' : 'It looks like 127.0.0.1:2121 or [::1]:2121.';
  throw new FtpspecError('USAGE', `"${text}" is not HOST:PORT`, { hint });
}

/** The target as people name it. */
export function targetText(target: Target): string {
  if (target.kind === 'reference') return 'reference server';
  if (target.kind === 'spawn') return target.command;
  return target.host.includes(':') ? `[${target.host}]:${target.port}` : `${target.host}:${target.port}`;
}
