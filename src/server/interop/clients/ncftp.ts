import { ODD_NAME } from '../files.ts';
import type { ClientProgram } from '../operation.ts';
import type { OperationId } from '../operations.ts';
import type { Place } from '../place.ts';
import type { Ran } from '../program.ts';

const NO_TLS = { no: 'has no TLS' };
const LOGIN = ['-u', 'tester', '-p', 'secret', '-t', '10', '-r', '1'];

function at(place: Place): string[] { return ['-P', String(place.port)]; }

const get = (...args: readonly string[]) => (place: Place) => place.run('ncftpget', [...LOGIN, ...at(place), '-V', '-C', ...args, place.host, 'file.bin', 'got.bin']);
const put = (...args: readonly string[]) => (place: Place) => place.run('ncftpput', [...LOGIN, ...at(place), '-V', '-C', ...args, place.host, 'local.bin', 'up.bin']);
const ls = (path: string, ...args: readonly string[]) => (place: Place) => place.run('ncftpls', [...LOGIN, ...args, `ftp://${place.host}:${place.port}/${path}`]);
/** The shell, its commands from standard input. */
const shell = (commands: string) => (place: Place): Promise<Ran> => place.run('ncftp', [...LOGIN.slice(0, 4), ...at(place), place.host], `${commands}\nquit\n`);

export const ncftpClient: ClientProgram<OperationId> = {
  name: 'NcFTP', packages: ['ncftp'], program: 'ncftpget', version: { args: ['-h'], pattern: /NcFTPGet (\S+)/ },
  ways: {
    'list': ls('', '-l'),
    'names': ls('', '-1'),
    'facts': ls('', '-m'),
    'find': { no: 'asks for `NLST -1R`; the options of ls are no part of the protocol, and the server leaves them out' },
    'facts-of-a-file': shell('quote TYPE I\nquote SIZE file.bin\nquote MDTM file.bin'),
    'epsv': { no: 'sends PASV only' },
    'pasv': get('-F'),
    'eprt': { no: 'sends PORT only' },
    'port': get('-E'),
    'ipv6': { no: 'speaks IPv4 only' },
    'ipv6-active': { no: 'speaks IPv4 only' },
    'resume-download': get('-z'),
    'range': { no: 'downloads to the end' },
    'segments': { no: 'one transfer at a time' },
    'ascii-download': (place) => place.run('ncftpget', [...LOGIN, ...at(place), '-V', '-a', '-C', place.host, 'notes.txt', 'got.txt']),
    'keep-time': get(),
    'newer': (place) => place.run('ncftpget', [...LOGIN, ...at(place), '-V', place.host, '.', 'file.bin']),
    'not-newer': { no: 'resumes or replaces a copy, whatever its time' },
    'tree-download': (place) => place.run('ncftpget', [...LOGIN, ...at(place), '-V', '-R', '-T', place.host, '.', 'tree']),
    'upload': put(),
    'upload-active': put('-E'),
    'append': put('-A'),
    'resume-upload': (place) => place.run('sh', ['-c', `cp -p local.bin up.bin && exec ncftpput ${[...LOGIN, ...at(place)].join(' ')} -V -s -z ${place.host} . up.bin`]),
    'ascii-upload': (place) => place.run('ncftpput', [...LOGIN, ...at(place), '-V', '-a', '-C', place.host, 'local.txt', 'up.txt']),
    'unique-upload': { no: 'has no STOU' },
    'upload-into': (place) => place.run('sh', ['-c', `cp -p local.bin up.bin && exec ncftpput ${[...LOGIN, ...at(place)].join(' ')} -V -m ${place.host} new/newer up.bin`]),
    'tree-upload': (place) => place.run('ncftpput', [...LOGIN, ...at(place), '-V', '-R', place.host, '.', 'grove']),
    'directories': shell('mkdir made\ncd made\ncd ..\nrmdir directory'),
    'rename': shell('rename file.bin moved.bin'),
    'delete': shell('rm file.bin'),
    'odd-name': shell(`put -z local.bin "${ODD_NAME}"\nget -z "${ODD_NAME}" got.bin`),
    'raw': (place) => place.run('ncftpget', [...LOGIN, ...at(place), '-V', '-W', 'SYST', '-Y', 'NOOP', '-C', place.host, 'file.bin', 'got.bin']),
    'abort': { no: 'aborts at an interrupt from the keyboard only' },
    'account': (place) => place.run('ncftpls', [...LOGIN, '-j', 'bookkeeping', `ftp://${place.host}:${place.port}/`]),
    'missing': (place) => place.run('ncftpget', [...LOGIN, ...at(place), '-V', place.host, '.', 'missing']),
    'wrong-password': (place) => place.run('ncftpget', ['-u', 'tester', '-p', 'wrong', '-t', '10', '-r', '1', ...at(place), '-V', place.host, '.', 'file.bin']),
    'elsewhere': { no: 'cannot be told to' },
    'tls': NO_TLS, 'tls-implicit': NO_TLS, 'tls-active': NO_TLS, 'tls-resumed': NO_TLS, 'tls-client': NO_TLS, 'tls-no-client': NO_TLS, 'tls-cleared': NO_TLS,
    'tls-clear-data': NO_TLS, 'tls-tree': NO_TLS, 'tls-distrust': NO_TLS,
    'tls-wanted': get(),
  },
};
