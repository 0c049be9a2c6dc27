import { ODD_NAME } from '../files.ts';
import type { ClientProgram } from '../operation.ts';
import type { OperationId } from '../operations.ts';
import { ELSEWHERE } from '../operations/sessions.ts';
import type { Place } from '../place.ts';
import type { Ran } from '../program.ts';

const NO_TREES = { no: 'has no call for trees; programs walk them themselves' };
const NO_TIMES = { no: 'has no call for times; programs compare them themselves' };

/** Logs in and out again; in between `ftp` is the connection. `down` and `up` move the files. */
function python(place: Place, body: string, connection = 'ftplib.FTP(timeout=10)', login = `ftp.login('tester', 'secret')`): Promise<Ran> {
  return place.run('python3', ['-I', '-c', `
import ftplib, ssl
def context(authority='${place.authority}', certificate=None):
    made = ssl.create_default_context(cafile=authority)
    if certificate: made.load_cert_chain(*certificate)
    return made
class Implicit(ftplib.FTP_TLS):
    def connect(self, host, port):
        import socket
        self.host, self.port = host, port
        self.sock = self.context.wrap_socket(socket.create_connection((host, port), 10), server_hostname=host)
        self.af = self.sock.family
        self.file = self.sock.makefile('r', encoding=self.encoding)
        self.welcome = self.getresp()
class Resuming(ftplib.FTP_TLS):
    def ntransfercmd(self, cmd, rest=None):
        data, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        return self.context.wrap_socket(data, server_hostname=self.host, session=self.sock.session), size
def down(name='file.bin', to='got.bin', **more):
    with open(to, 'ab' if 'rest' in more else 'wb') as file: assert ftp.retrbinary('RETR ' + name, file.write, **more).startswith('226')
def up(name='up.bin', verb='STOR ', at=0, **more):
    with open('local.bin', 'rb') as file:
        file.seek(at)
        assert ftp.storbinary(verb + name, file, **more).startswith('226')
ftp = ${connection}
ftp.connect('${place.host}', ${connection.startsWith('Implicit') ? place.tlsPort : place.port})
${login}
${body}
ftp.quit()`]);
}

const does = (body: string) => (place: Place) => python(place, body);
const secured = (body: string, connection = 'ftplib.FTP_TLS(timeout=10, context=context())') => (place: Place) => python(place, body, connection);
const BOTH = 'ftp.prot_p(); down(); up()';

export const ftplibClient: ClientProgram<OperationId> = {
  name: 'Python ftplib', packages: ['python3'], program: 'python3', version: { args: ['--version'], pattern: /Python (\S+)/ },
  ways: {
    'list': does('ftp.dir()'),
    'names': does(`print('\\n'.join(ftp.nlst()))`),
    'facts': does(`for name, facts in ftp.mlsd(facts=['type', 'size']): print(name, facts)`),
    'find': NO_TREES,
    'facts-of-a-file': does(`ftp.voidcmd('TYPE I'); print(ftp.size('file.bin')); print(ftp.voidcmd('MDTM file.bin'))`),
    'epsv': { no: 'sends EPSV over IPv6 only' },
    'pasv': does('down()'),
    'eprt': { no: 'sends EPRT over IPv6 only' },
    'port': does('ftp.set_pasv(False); down()'),
    'ipv6': does('down()'),
    'ipv6-active': does('ftp.set_pasv(False); down()'),
    'resume-download': does('down(rest=100000)'),
    'range': does(`
ftp.voidcmd('TYPE I')
data = ftp.transfercmd('RETR file.bin', 1000)
with open('got.bin', 'wb') as file, data.makefile('rb') as source: file.write(source.read(1000))
data.close()
try: ftp.voidresp()
except ftplib.error_temp: pass`),
    'segments': { no: 'one transfer at a time' },
    'ascii-download': does(`
with open('got.txt', 'w') as file: ftp.retrlines('RETR notes.txt', lambda line: print(line, file=file))`),
    'keep-time': NO_TIMES,
    'newer': NO_TIMES,
    'not-newer': NO_TIMES,
    'tree-download': NO_TREES,
    'upload': does('up()'),
    'upload-active': does('ftp.set_pasv(False); up()'),
    'append': does(`up(verb='APPE ')`),
    'resume-upload': does('up(at=50000, rest=50000)'),
    'ascii-upload': does(`ftp.storlines('STOR up.txt', open('local.txt', 'rb'))`),
    'unique-upload': does(`up(name='', verb='STOU')`),
    'upload-into': does(`ftp.mkd('new'); ftp.mkd('new/newer'); up('new/newer/up.bin')`),
    'tree-upload': NO_TREES,
    'directories': does(`assert ftp.mkd('made') == '/made'; ftp.cwd('made'); assert ftp.pwd() == '/made'; ftp.cwd('..'); ftp.rmd('directory')`),
    'rename': does(`ftp.rename('file.bin', 'moved.bin')`),
    'delete': does(`ftp.delete('file.bin')`),
    'odd-name': does(`up('${ODD_NAME}'); assert '${ODD_NAME}' in ftp.nlst(); down('${ODD_NAME}')`),
    'raw': does(`ftp.sendcmd('SYST'); down(); ftp.voidcmd('NOOP')`),
    'abort': does(`
ftp.voidcmd('TYPE I')
data = ftp.transfercmd('RETR large.bin')
data.recv(1000)
assert ftp.abort()[:3] in ('426', '225', '226')
data.close()
assert ftp.getmultiline().startswith('226')
ftp.voidcmd('NOOP')`),
    'account': (place) => python(place, 'down()', undefined, `ftp.login('tester', 'secret', 'bookkeeping')`),
    'missing': does(`down('missing')`),
    'wrong-password': (place) => python(place, 'ftp.dir()', undefined, `ftp.login('tester', 'wrong')`),
    'elsewhere': does(`ftp.sendport('${ELSEWHERE}', 5000)`),
    'tls': secured(BOTH),
    'tls-implicit': (place) => python(place, BOTH, 'Implicit(timeout=10, context=context())'),
    'tls-active': secured(`ftp.set_pasv(False); ${BOTH}`),
    'tls-resumed': secured(`ftp._prot_p = True; ftp.voidcmd('PBSZ 0'); ftp.voidcmd('PROT P'); down(); up()`, 'Resuming(timeout=10, context=context())'),
    'tls-client': (place) => python(place, BOTH, `ftplib.FTP_TLS(timeout=10, context=context(certificate=('${place.certificate}', '${place.key}')))`),
    'tls-no-client': secured(BOTH),
    'tls-cleared': secured('ftp.prot_p(); ftp.ccc(); down()'),
    'tls-clear-data': secured('down()'),
    'tls-tree': NO_TREES,
    'tls-distrust': (place) => python(place, BOTH, `ftplib.FTP_TLS(timeout=10, context=context('${place.stranger}'))`),
    'tls-wanted': does('down()'),
  },
};
