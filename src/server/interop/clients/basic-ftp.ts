import { ODD_NAME } from '../files.ts';
import type { ClientProgram } from '../operation.ts';
import type { OperationId } from '../operations.ts';
import type { Place } from '../place.ts';
import type { Ran } from '../program.ts';

const LIBRARY = import.meta.resolve('basic-ftp');
const ONLY_PASSIVE = { no: 'passive connections only' };
const NO_TYPES = { no: 'transfers in TYPE I only' };
const NO_TIMES = { no: 'has no call that compares or keeps times' };
/** Asks for the version of a library in the words of a program. */
const VERSION = `import { readFileSync } from 'node:fs'; console.log(JSON.parse(readFileSync(new URL('../package.json', '${LIBRARY}'))).version)`;

/** Logs in and out again; in between `client` is the connection. */
function node(place: Place, body: string, access = ''): Promise<Ran> {
  return place.run(process.execPath, ['--input-type=module', '-e', `
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Client } from '${LIBRARY}';
const client = new Client(10_000);
const ca = readFileSync('${place.authority}'), port = ${place.port};
try {
  await client.access({ host: '${place.host}', port, user: 'tester', password: 'secret', ${access} });
  ${body}
} finally { client.close() }`]);
}

const does = (body: string, access?: string) => (place: Place) => node(place, body, access);
const DOWN = `await client.downloadTo('got.bin', 'file.bin');`;
const UP = `await client.uploadFrom('local.bin', 'up.bin');`;
const SECURE = 'secure: true, secureOptions: { ca }';

export const basicFtpClient: ClientProgram<OperationId> = {
  name: 'basic-ftp', packages: [], program: process.execPath, version: { args: ['--input-type=module', '-e', VERSION], pattern: /(\S+)/ },
  ways: {
    'list': does(`client.availableListCommands = ['LIST']; for (const { size, name } of await client.list()) console.log(size, name);`),
    'names': { no: 'has no NLST' },
    'facts': does(`for (const { size, name } of await client.list()) console.log(size, name);`),
    'find': { no: 'lists one directory' },
    'facts-of-a-file': does(`console.log(await client.size('file.bin'), await client.lastMod('file.bin'));`),
    'epsv': does(DOWN),
    'pasv': does(`client.prepareTransfer = (await import('${LIBRARY}')).enterPassiveModeIPv4; ${DOWN}`),
    'eprt': ONLY_PASSIVE,
    'port': ONLY_PASSIVE,
    'ipv6': does(DOWN),
    'ipv6-active': ONLY_PASSIVE,
    'resume-download': does(`await client.downloadTo('got.bin', 'file.bin', 100000);`),
    'range': { no: 'downloads to the end' },
    'segments': { no: 'one transfer at a time' },
    'ascii-download': NO_TYPES,
    'keep-time': NO_TIMES,
    'newer': NO_TIMES,
    'not-newer': NO_TIMES,
    'tree-download': does(`await client.downloadToDir('tree', 'tree');`),
    'upload': does(UP),
    'upload-active': ONLY_PASSIVE,
    'append': does(`await client.appendFrom('local.bin', 'up.bin');`),
    'resume-upload': does(`await client.appendFrom('local.bin', 'up.bin', { localStart: 50000 });`),
    'ascii-upload': NO_TYPES,
    'unique-upload': { no: 'has no STOU' },
    'upload-into': does(`await client.ensureDir('new/newer'); ${UP}`),
    'tree-upload': does(`await client.uploadFromDir('grove', 'grove');`),
    'directories': does(`await client.ensureDir('made'); if (await client.pwd() !== '/made') throw new Error('pwd'); await client.cdup(); await client.removeDir('directory');`),
    'rename': does(`await client.rename('file.bin', 'moved.bin');`),
    'delete': does(`await client.remove('file.bin');`),
    'odd-name': does(`await client.uploadFrom('local.bin', '${ODD_NAME}'); await client.downloadTo('got.bin', '${ODD_NAME}');`),
    'raw': does(`await client.send('SYST'); ${DOWN} await client.send('NOOP');`),
    'abort': { no: 'breaks off by closing the connections' },
    'account': { no: 'knows no accounts' },
    'missing': does(`await client.downloadTo('got.bin', 'missing');`),
    'wrong-password': does('', `password: 'wrong'`),
    'elsewhere': ONLY_PASSIVE,
    'tls': does(`${DOWN} ${UP}`, SECURE),
    'tls-implicit': (place) => node(place, `${DOWN} ${UP}`, `secure: 'implicit', secureOptions: { ca }, port: ${place.tlsPort}`),
    'tls-active': ONLY_PASSIVE,
    'tls-resumed': does(`${DOWN} ${UP}`, SECURE),
    'tls-client': (place) => node(place, `${DOWN} ${UP}`, `secure: true, secureOptions: { ca, cert: readFileSync('${place.certificate}'), key: readFileSync('${place.key}') }`),
    'tls-no-client': does(DOWN, SECURE),
    'tls-cleared': { no: 'has no CCC' },
    'tls-clear-data': { no: 'protects both connections or none' },
    'tls-tree': does(`await client.downloadToDir('tree', 'tree');`, SECURE),
    'tls-distrust': (place) => node(place, DOWN, `secure: true, secureOptions: { ca: readFileSync('${place.stranger}') }`),
    'tls-wanted': does(DOWN),
  },
};
