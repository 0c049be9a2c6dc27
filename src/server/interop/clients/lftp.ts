import type { ClientProgram } from '../operation.ts';
import { ODD_NAME } from '../files.ts';
import type { OperationId } from '../operations.ts';
import { ELSEWHERE } from '../operations/sessions.ts';
import type { Place } from '../place.ts';
import type { Ran } from '../program.ts';

const SETTINGS = ['cmd:fail-exit yes', 'net:timeout 5', 'net:max-retries 1', 'net:reconnect-interval-base 1', 'cache:enable no', 'xfer:clobber yes', 'ftp:charset utf-8', 'file:charset utf-8', 'ftp:prefer-epsv yes'];

function lftp(place: Place, settings: readonly string[], commands: string, scheme = 'ftp'): Promise<Ran> {
  const port = scheme === 'ftps' ? place.tlsPort : place.port;
  const host = place.host.includes(':') ? `[${place.host}]` : place.host;
  const set = [...SETTINGS, `ssl:ca-file "${place.authority}"`, ...settings].map((setting) => `set ${setting};`).join(' ');
  return place.run('lftp', ['--norc', '-c', `${set} open -u tester,secret -p ${port} ${scheme}://${host}; ${commands}`]);
}

const does = (commands: string, ...settings: readonly string[]) => (place: Place) => lftp(place, [...settings, 'ftp:ssl-allow no'], commands);
const GET = 'get file.bin -o got.bin';
const PUT = 'put local.bin -o up.bin';

const PROTECTED = ['ftp:ssl-force yes', 'ftp:ssl-protect-data yes'];
const secured = (commands: string, ...settings: readonly string[]) => (place: Place) => lftp(place, [...PROTECTED, ...settings], commands);

export const lftpClient: ClientProgram<OperationId> = {
  name: 'lftp', packages: ['lftp'], program: 'lftp', version: { args: ['--version'], pattern: /Version (\S+)/ },
  ways: {
    'list': does('ls'),
    'names': does('nlist'),
    'facts': does('cls -l', 'ftp:use-mlsd yes'),
    'find': does('find tree; du -a tree'),
    'facts-of-a-file': does(`quote SIZE file.bin; quote MDTM file.bin`),
    'epsv': does(GET),
    'pasv': does(GET, 'ftp:prefer-epsv no'),
    'eprt': { no: 'sends EPRT over IPv6 only' },
    'port': does(GET, 'ftp:passive-mode no'),
    'ipv6': does(GET),
    'ipv6-active': { no: 'names `::` for itself at the loopback interface; FTP-XFR-R12 refuses every address but the client’s' },
    'resume-download': does('get -c file.bin -o got.bin'),
    'range': { no: 'resumes to the end; parts only within pget' },
    'segments': does('pget -n 3 file.bin -o got.bin', 'pget:min-chunk-size 50000'),
    'ascii-download': does('get -a notes.txt -o got.txt'),
    'keep-time': does(GET),
    'newer': does('mirror --only-newer --file=file.bin'),
    'not-newer': does('mirror --only-newer --file=file.bin'),
    'tree-download': does('mirror --parallel=2 tree tree'),
    'upload': does(PUT),
    'upload-active': does(PUT, 'ftp:passive-mode no'),
    'append': { no: '`put -c` resumes; APPE only where the server has no REST' },
    'resume-upload': does('put -c local.bin -o up.bin'),
    'ascii-upload': does('put -a local.txt -o up.txt'),
    'unique-upload': { no: 'has no STOU' },
    'upload-into': does('mput -d -O new/newer local.bin; mv new/newer/local.bin new/newer/up.bin'),
    'tree-upload': does('mirror --reverse grove grove'),
    'directories': does('mkdir made; cd made; cd ..; rmdir directory'),
    'rename': does('mv file.bin moved.bin'),
    'delete': does('rm file.bin'),
    'odd-name': does(`put local.bin -o "${ODD_NAME}"; get "${ODD_NAME}" -o got.bin`),
    'raw': does(`quote SYST; ${GET}; quote NOOP`),
    'abort': { no: 'breaks off by closing the data connection, or ABOR at an interrupt from the keyboard' },
    'account': { no: 'cannot be told an account before it is asked for one' },
    'missing': does('get missing'),
    'wrong-password': (place) => place.run('lftp', ['--norc', '-c', `set cmd:fail-exit yes; set ftp:ssl-allow no; set net:max-retries 1; open -u tester,wrong -p ${place.port} ${place.host}; ls`]),
    'elsewhere': does(GET, 'ftp:passive-mode no', `ftp:port-ipv4 ${ELSEWHERE}`),
    'tls': secured(`${GET}; ${PUT}`),
    'tls-implicit': (place) => lftp(place, PROTECTED, `${GET}; ${PUT}`, 'ftps'),
    'tls-active': secured(`${GET}; ${PUT}`, 'ftp:passive-mode no'),
    'tls-resumed': secured(`${GET}; ${PUT}`),
    'tls-client': (place) => lftp(place, [...PROTECTED, `ssl:cert-file "${place.certificate}"`, `ssl:key-file "${place.key}"`], `${GET}; ${PUT}`),
    'tls-no-client': secured('ls'),
    'tls-cleared': { no: 'has no CCC' },
    'tls-clear-data': secured(GET, 'ftp:ssl-protect-data no', 'ftp:ssl-protect-list no'),
    'tls-tree': secured('mirror --parallel=2 tree tree'),
    'tls-distrust': (place) => lftp(place, [...PROTECTED, `ssl:ca-file "${place.stranger}"`], 'ls'),
    'tls-wanted': does('ls'),
  },
};
