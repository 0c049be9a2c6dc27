import { ODD_NAME } from '../files.ts';
import type { ClientProgram } from '../operation.ts';
import type { OperationId } from '../operations.ts';
import type { Place } from '../place.ts';

const NO_TLS = { no: 'has no TLS' };

/** Reads its commands from standard input, in binary; each failure is said, none ends it. */
const does = (...commands: readonly string[]) => (place: Place) => told(place, ['user tester secret', 'binary', ...commands]);

function told(place: Place, commands: readonly string[]): ReturnType<Place['run']> {
  const isSetting = (command: string): boolean => command === 'epsv4' || command === 'passive';
  return place.run('inetutils-ftp', ['-n', '-i', '-v', '-e'], [...commands.filter(isSetting), `open ${place.host} ${place.port}`, ...commands.filter((command) => !isSetting(command)), 'quit', ''].join('\n'));
}

const GET = 'get file.bin got.bin';
const PUT = 'put local.bin up.bin';

export const inetutilsClient: ClientProgram<OperationId> = {
  name: 'inetutils-ftp', packages: ['inetutils-ftp'], program: 'inetutils-ftp', version: { args: ['--version'], pattern: /\(GNU inetutils\) (\S+)/ },
  ways: {
    'list': does('passive', 'dir'),
    'names': does('passive', 'nlist'),
    'facts': { no: 'has no MLSD' },
    'find': { no: 'lists one directory' },
    'facts-of-a-file': does('size file.bin', 'modtime file.bin'),
    'epsv': does('epsv4', 'passive', GET),
    'pasv': does('passive', GET),
    'eprt': does('epsv4', GET),
    'port': does(GET),
    'ipv6': does('passive', GET),
    'ipv6-active': does(GET),
    'resume-download': does('passive', 'reget file.bin got.bin'),
    'range': { no: 'downloads to the end' },
    'segments': { no: 'one transfer at a time' },
    'ascii-download': does('passive', 'ascii', 'get notes.txt got.txt'),
    'keep-time': { no: 'keeps no times' },
    'newer': does('passive', 'newer file.bin'),
    'not-newer': does('passive', 'newer file.bin'),
    'tree-download': { no: 'gets files only' },
    'upload': does('passive', PUT),
    'upload-active': does(PUT),
    'append': does('passive', 'append local.bin up.bin'),
    'resume-upload': does('passive', 'restart 50000', PUT),
    'ascii-upload': does('passive', 'ascii', 'put local.txt up.txt'),
    'unique-upload': does('passive', 'sunique', PUT),
    'upload-into': does('passive', 'mkdir new', 'mkdir new/newer', 'put local.bin new/newer/up.bin'),
    'tree-upload': { no: 'puts files only' },
    'directories': does('mkdir made', 'cd made', 'cdup', 'rmdir directory'),
    'rename': does('rename file.bin moved.bin'),
    'delete': does('delete file.bin'),
    'odd-name': does('passive', `put local.bin "${ODD_NAME}"`, `get "${ODD_NAME}" got.bin`),
    'raw': does('passive', 'quote SYST', GET, 'quote NOOP'),
    'abort': { no: 'aborts at an interrupt from the keyboard only' },
    'account': (place) => told(place, ['passive', 'user tester secret bookkeeping', 'nlist']),
    'missing': does('passive', 'get missing'),
    'wrong-password': (place) => told(place, ['passive', 'user tester wrong', 'nlist']),
    'elsewhere': { no: 'cannot be told to' },
    'tls': NO_TLS, 'tls-implicit': NO_TLS, 'tls-active': NO_TLS, 'tls-resumed': NO_TLS, 'tls-client': NO_TLS, 'tls-no-client': NO_TLS, 'tls-cleared': NO_TLS,
    'tls-clear-data': NO_TLS, 'tls-tree': NO_TLS, 'tls-distrust': NO_TLS,
    'tls-wanted': does('passive', GET),
  },
};
