import type { ClientProgram } from '../operation.ts';
import { ELSEWHERE } from '../operations/sessions.ts';
import { ODD_NAME } from '../files.ts';
import type { OperationId } from '../operations.ts';
import type { Place } from '../place.ts';
import type { Ran } from '../program.ts';

const ALWAYS = ['--silent', '--show-error', '--disable', '--max-time', '12', '--noproxy', '*'];
const LOGIN = ['--user', 'tester:secret'];
const GOT = ['--output', 'got.bin'];
const NOT_A_TREE = { no: 'one file at a time' };

function at(place: Place, path: string, scheme = 'ftp'): string {
  const host = place.host.includes(':') ? `[${place.host}]` : place.host;
  return `${scheme}://${host}:${scheme === 'ftps' ? place.tlsPort : place.port}/${path}`;
}

function curl(place: Place, path: string, ...args: readonly string[]): Promise<Ran> {
  return place.run('curl', [...ALWAYS, ...LOGIN, ...args, at(place, path)]);
}

const down = (...args: readonly string[]) => (place: Place) => curl(place, 'file.bin', ...GOT, ...args);
const up = (...args: readonly string[]) => (place: Place) => curl(place, 'up.bin', '--upload-file', 'local.bin', ...args);

/** Down and up in one run, protected. */
const both = (scheme: string, path: (file: string) => string, ...args: readonly string[]) => (place: Place) => {
  const each = [...ALWAYS, ...LOGIN, '--cacert', place.authority, '--ssl-reqd', ...args.map((arg) => (arg === 'CERTIFICATE' ? place.certificate : arg === 'KEY' ? place.key : arg))];
  return place.run('curl', [...each, ...GOT, at(place, path('file.bin'), scheme), '--next', ...each, '--upload-file', 'local.bin', at(place, path('up.bin'), scheme)]);
};
const plain = (file: string): string => file;

export const curlClient: ClientProgram<OperationId> = {
  name: 'curl', packages: ['curl'], program: 'curl', version: { args: ['--version'], pattern: /^curl (\S+)/ },
  ways: {
    'list': (place) => curl(place, ''),
    'names': (place) => curl(place, '', '--list-only'),
    'facts': { no: 'lists by LIST and NLST only; `--request MLSD` is a command of the user’s own' },
    'find': NOT_A_TREE,
    'facts-of-a-file': (place) => curl(place, 'file.bin', '--head'),
    'epsv': down(),
    'pasv': down('--disable-epsv'),
    'eprt': down('--ftp-port', '-'),
    'port': down('--ftp-port', '-', '--disable-eprt'),
    'ipv6': down(),
    'ipv6-active': down('--ftp-port', '-'),
    'resume-download': down('--continue-at', '-'),
    'range': down('--range', '1000-1999'),
    'segments': { no: 'one connection for a file; `--parallel` is for several files' },
    'ascii-download': (place) => curl(place, 'notes.txt', '--use-ascii', '--output', 'got.txt'),
    'keep-time': down('--remote-time'),
    'newer': (place) => curl(place, 'file.bin', '--time-cond', 'file.bin', '--output', 'file.bin'),
    'not-newer': (place) => curl(place, 'file.bin', '--time-cond', 'file.bin', '--output', 'file.bin'),
    'tree-download': NOT_A_TREE,
    'upload': up(),
    'upload-active': up('--ftp-port', '-'),
    'append': up('--append'),
    'resume-upload': up('--continue-at', '-'),
    'ascii-upload': (place) => curl(place, 'up.txt', '--upload-file', 'local.txt', '--use-ascii'),
    'unique-upload': { no: 'has no STOU' },
    'upload-into': (place) => curl(place, 'new/newer/up.bin', '--upload-file', 'local.bin', '--ftp-create-dirs'),
    'tree-upload': NOT_A_TREE,
    'directories': (place) => curl(place, 'made/', '--quote', 'MKD made', '--quote', 'RMD directory'),
    'rename': (place) => curl(place, '', '--quote', 'RNFR file.bin', '--quote', 'RNTO moved.bin'),
    'delete': (place) => curl(place, '', '--quote', 'DELE file.bin'),
    'odd-name': (place) => {
      const path = encodeURIComponent(ODD_NAME);
      return place.run('curl', [...ALWAYS, ...LOGIN, '--upload-file', 'local.bin', at(place, path), '--next', ...ALWAYS, ...LOGIN, ...GOT, at(place, path)]);
    },
    'raw': down('--quote', 'SYST', '--quote', '-NOOP'),
    'abort': { no: 'breaks off by closing the connections' },
    'account': down('--ftp-account', 'bookkeeping'),
    'missing': (place) => curl(place, 'missing'),
    'wrong-password': (place) => curl(place, '', '--user', 'tester:wrong'),
    'elsewhere': down('--ftp-port', ELSEWHERE),
    'tls': both('ftp', plain),
    'tls-implicit': both('ftps', plain),
    'tls-active': { no: 'begins no handshake on an active data connection (7.88)' },
    'tls-resumed': both('ftp', plain),
    'tls-client': both('ftp', plain, '--cert', 'CERTIFICATE', '--key', 'KEY'),
    'tls-no-client': both('ftp', plain),
    'tls-cleared': (place) => down('--ssl-reqd', '--cacert', place.authority, '--ftp-ssl-ccc')(place),
    'tls-clear-data': (place) => down('--ftp-ssl-control', '--cacert', place.authority)(place),
    'tls-tree': NOT_A_TREE,
    'tls-distrust': (place) => down('--ssl-reqd', '--cacert', place.stranger)(place),
    'tls-wanted': down(),
  },
};
