import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientProgram } from '../operation.ts';
import type { OperationId } from '../operations.ts';
import type { Place } from '../place.ts';
import type { Ran } from '../program.ts';

const ONLY_DOWN = { no: 'downloads only' };
const ONLY_FILES = { no: 'has no commands for names' };

function wget(place: Place, path: string, args: readonly string[], scheme = 'ftp'): Promise<Ran> {
  const host = place.host.includes(':') ? `[${place.host}]` : place.host;
  const port = args.includes('--ftps-implicit') ? place.tlsPort : place.port;
  return place.run('wget', ['--no-config', '--no-verbose', '--no-proxy', '--tries=1', '--timeout=10', '--no-hsts', '--user=tester', '--password=secret', ...args, `${scheme}://${host}:${port}/${path}`]);
}

const does = (path: string, ...args: readonly string[]) => (place: Place) => wget(place, path, args);
const GOT = '--output-document=got.bin';
const TREE = ['--recursive', '--no-host-directories', '--level=5'];
/** Down only: what goes up goes by nothing. */
const secured = (...args: readonly string[]) => (place: Place) => wget(place, 'file.bin', [`--ca-certificate=${place.authority}`, GOT, ...args], 'ftps');

export const wgetClient: ClientProgram<OperationId> = {
  name: 'wget', packages: ['wget'], program: 'wget', downloadsOnly: true, version: { args: ['--version'], pattern: /Wget (\S+)/ },
  ways: {
    'list': async (place) => {
      const ran = await wget(place, '', ['--no-remove-listing', '--spider']);
      return { ...ran, stdout: await readFile(join(place.here, '.listing')).catch(() => Buffer.alloc(0)) };
    },
    'names': { no: 'lists by LIST only' },
    'facts': { no: 'lists by LIST only' },
    'find': { no: 'shows no listings' },
    'facts-of-a-file': { no: 'asks with a download only' },
    'epsv': { no: 'sends EPSV over IPv6 only' },
    'pasv': does('file.bin', GOT),
    'eprt': { no: 'sends EPRT over IPv6 only' },
    'port': does('file.bin', GOT, '--no-passive-ftp'),
    'ipv6': does('file.bin', GOT),
    'ipv6-active': does('file.bin', GOT, '--no-passive-ftp'),
    'resume-download': does('file.bin', GOT, '--continue'),
    'range': { no: 'downloads to the end' },
    'segments': { no: 'one transfer at a time' },
    'ascii-download': does('notes.txt;type=a', '--output-document=got.txt'),
    'keep-time': { no: 'keeps it under the file’s own name only (`--timestamping`)' },
    'newer': does('file.bin', '--timestamping'),
    'not-newer': does('file.bin', '--timestamping'),
    'tree-download': does('tree', ...TREE),
    'upload': ONLY_DOWN, 'upload-active': ONLY_DOWN, 'append': ONLY_DOWN, 'resume-upload': ONLY_DOWN, 'ascii-upload': ONLY_DOWN,
    'unique-upload': ONLY_DOWN, 'upload-into': ONLY_DOWN, 'tree-upload': ONLY_DOWN, 'odd-name': ONLY_DOWN,
    'directories': ONLY_FILES, 'rename': ONLY_FILES, 'delete': ONLY_FILES,
    'raw': { no: 'sends no commands of the user’s own' },
    'abort': { no: 'breaks off by closing the connections' },
    'account': { no: 'knows no accounts' },
    'missing': does('missing'),
    'wrong-password': does('file.bin', '--password=wrong'),
    'elsewhere': { no: 'cannot be told to' },
    'tls': secured(), 'tls-implicit': secured('--ftps-implicit'), 'tls-active': secured('--no-passive-ftp'), 'tls-resumed': secured('--ftps-resume-ssl'),
    'tls-client': (place) => secured(`--certificate=${place.certificate}`, `--private-key=${place.key}`)(place),
    'tls-no-client': secured(),
    'tls-cleared': { no: 'has no CCC' },
    'tls-clear-data': secured('--ftps-clear-data-connection'),
    'tls-tree': (place) => wget(place, 'tree', [`--ca-certificate=${place.authority}`, ...TREE], 'ftps'),
    'tls-distrust': (place) => wget(place, 'file.bin', [`--ca-certificate=${place.stranger}`], 'ftps'),
    'tls-wanted': does('file.bin', GOT),
  },
};
