import { ODD_NAME } from '../files.ts';
import type { ClientProgram } from '../operation.ts';
import type { OperationId } from '../operations.ts';
import type { Place } from '../place.ts';

const NO_TLS = { no: 'has no TLS' };
const IPV4 = 'epsv4 off';

/** Reads its commands from standard input, in binary; each failure is said, none ends it. */
const does = (...commands: readonly string[]) => (place: Place) =>
  place.run('tnftp', ['-n', '-i', '-v', ...(commands.includes('ACTIVE') ? ['-A'] : ['-p'])], [...commands.filter((command) => command === IPV4), `open ${place.host} ${place.port}`, 'user tester secret', 'binary', ...commands.filter((command) => command !== 'ACTIVE' && command !== IPV4), 'quit', ''].join('\n'));
const GET = 'get file.bin got.bin';
const PUT = 'put local.bin up.bin';

export const tnftpClient: ClientProgram<OperationId> = {
  name: 'tnftp', packages: ['tnftp'], program: 'tnftp', version: null,
  ways: {
    'list': does('dir'),
    'names': does('nlist'),
    'facts': does('mlsd'),
    'find': { no: 'lists one directory' },
    'facts-of-a-file': does('size file.bin', 'modtime file.bin'),
    'epsv': does(GET),
    'pasv': does(IPV4, GET),
    'eprt': does(GET, 'ACTIVE'),
    'port': does(IPV4, GET, 'ACTIVE'),
    'ipv6': does(GET),
    'ipv6-active': does(GET, 'ACTIVE'),
    'resume-download': does('reget file.bin got.bin'),
    'range': { no: 'downloads to the end' },
    'segments': { no: 'one transfer at a time' },
    'ascii-download': does('ascii', 'get notes.txt got.txt'),
    'keep-time': does(GET),
    'newer': does('newer file.bin'),
    'not-newer': does('newer file.bin'),
    'tree-download': { no: 'gets files only' },
    'upload': does(PUT),
    'upload-active': does(PUT, 'ACTIVE'),
    'append': does('append local.bin up.bin'),
    'resume-upload': does('restart 50000', PUT),
    'ascii-upload': does('ascii', 'put local.txt up.txt'),
    'unique-upload': does('sunique', PUT),
    'upload-into': does('mkdir new', 'mkdir new/newer', 'put local.bin new/newer/up.bin'),
    'tree-upload': { no: 'puts files only' },
    'directories': does('mkdir made', 'cd made', 'cdup', 'rmdir directory'),
    'rename': does('rename file.bin moved.bin'),
    'delete': does('delete file.bin'),
    'odd-name': does(`put local.bin "${ODD_NAME}"`, `get "${ODD_NAME}" got.bin`),
    'raw': does('quote SYST', GET, 'quote NOOP'),
    'abort': { no: 'aborts at an interrupt from the keyboard only' },
    'account': (place) => place.run('tnftp', ['-n', '-i', '-v', '-p'], `open ${place.host} ${place.port}\nuser tester secret bookkeeping\nls\nquit\n`),
    'missing': does('get missing'),
    'wrong-password': (place) => place.run('tnftp', ['-n', '-i', '-v', '-p'], `open ${place.host} ${place.port}\nuser tester wrong\nls\nquit\n`),
    'elsewhere': { no: 'cannot be told to' },
    'tls': NO_TLS, 'tls-implicit': NO_TLS, 'tls-active': NO_TLS, 'tls-resumed': NO_TLS, 'tls-client': NO_TLS, 'tls-no-client': NO_TLS, 'tls-cleared': NO_TLS,
    'tls-clear-data': NO_TLS, 'tls-tree': NO_TLS, 'tls-distrust': NO_TLS,
    'tls-wanted': does(GET),
  },
};
