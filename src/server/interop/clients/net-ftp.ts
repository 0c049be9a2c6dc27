import { ODD_NAME } from '../files.ts';
import type { ClientProgram } from '../operation.ts';
import type { OperationId } from '../operations.ts';
import { ELSEWHERE } from '../operations/sessions.ts';
import type { Place } from '../place.ts';
import type { Ran } from '../program.ts';

const NO_TREES = { no: 'has no call for trees; programs walk them themselves' };
const NO_TIMES = { no: 'has no call that compares times' };

/** Logs in and out again; in between `$ftp` is the connection. Each call has to succeed. */
function perl(place: Place, body: string, options = '', login = `'tester', 'secret'`): Promise<Ran> {
  const implicit = options.includes('SSL => 1');
  return place.run('perl', ['-MNet::FTP', '-we', `
use strict; use utf8;
my $ftp;
sub ok($$) { my ($done, $what) = @_; defined $done && $done ne '' && $done ne '0' or die "$what: " . ($ftp ? $ftp->message : $@) . "\\n"; return $done }
$ftp = Net::FTP->new('${place.host}', Port => ${implicit ? place.tlsPort : place.port}, Timeout => 10, Passive => 1, SSL_ca_file => '${place.authority}', ${options}) or die "connect: $@\\n";
${options.includes('SSL_') ? 'ok($ftp->starttls, "starttls");' : ''}
ok($ftp->login(${login}), 'login');
$ftp->binary;
${body}
$ftp->quit;`]);
}

const does = (body: string, options = '') => (place: Place) => perl(place, body, options);
const DOWN = `ok($ftp->get('file.bin', 'got.bin'), 'get');`;
const UP = `ok($ftp->put('local.bin', 'up.bin'), 'put');`;
const BOTH = `ok($ftp->prot('P'), 'prot'); ${DOWN} ${UP}`;
const TLS = 'SSL_verify_mode => 1';
/** Its name in bytes, as Perl sends what it is given. */
const ODD = Buffer.from(ODD_NAME).toString('latin1').replace(/[^ -~]/g, (char) => `\\x{${char.charCodeAt(0).toString(16)}}`);

export const netFtpClient: ClientProgram<OperationId> = {
  name: 'Perl Net::FTP', packages: ['perl', 'libio-socket-ssl-perl'], program: 'perl', version: { args: ['-MNet::FTP', '-MIO::Socket::SSL', '-e', 'print "Net::FTP $Net::FTP::VERSION\\n"'], pattern: /Net::FTP (\S+)/ },
  ways: {
    'list': does('print map { "$_\\n" } $ftp->dir;'),
    'names': does('print map { "$_\\n" } $ftp->ls;'),
    'facts': { no: 'has no MLSD' },
    'find': NO_TREES,
    'facts-of-a-file': does(`print ok($ftp->size('file.bin'), 'size'), ' ', ok($ftp->mdtm('file.bin'), 'mdtm'), "\\n";`),
    'epsv': { no: 'sends EPSV over IPv6 only' },
    'pasv': does(DOWN),
    'eprt': { no: 'sends EPRT over IPv6 only' },
    'port': does(DOWN, 'Passive => 0'),
    'ipv6': does(DOWN),
    'ipv6-active': does(DOWN, 'Passive => 0'),
    'resume-download': does(`ok($ftp->get('file.bin', 'got.bin', 100000), 'get');`),
    'range': does(`
$ftp->restart(1000);
my $data = ok($ftp->retr('file.bin'), 'retr'); my $got = '';
while (length $got < 1000) { ok($data->read(my $piece, 1000 - length $got), 'read'); $got .= $piece }
$data->abort;
open my $file, '>:raw', 'got.bin' or die; print $file $got; close $file;`),
    'segments': { no: 'one transfer at a time' },
    'ascii-download': does(`$ftp->ascii; ok($ftp->get('notes.txt', 'got.txt'), 'get');`),
    'keep-time': NO_TIMES,
    'newer': NO_TIMES,
    'not-newer': NO_TIMES,
    'tree-download': NO_TREES,
    'upload': does(UP),
    'upload-active': does(UP, 'Passive => 0'),
    'append': does(`ok($ftp->append('local.bin', 'up.bin'), 'append');`),
    'resume-upload': does(`
$ftp->restart(50000);
my $data = ok($ftp->stor('up.bin'), 'stor');
open my $file, '<:raw', 'local.bin' or die; seek $file, 50000, 0; local $/; my $rest = <$file>;
ok($data->write($rest, length $rest), 'write'); ok($data->close, 'close');`),
    'ascii-upload': does(`$ftp->ascii; ok($ftp->put('local.txt', 'up.txt'), 'put');`),
    'unique-upload': does(`ok($ftp->put_unique('local.bin', 'up.bin'), 'put_unique');`),
    'upload-into': does(`ok($ftp->mkdir('new/newer', 1), 'mkdir'); ok($ftp->put('local.bin', 'new/newer/up.bin'), 'put');`),
    'tree-upload': NO_TREES,
    'directories': does(`ok($ftp->mkdir('made'), 'mkdir'); ok($ftp->cwd('made'), 'cwd'); ok($ftp->pwd eq '/made', 'pwd'); ok($ftp->cdup, 'cdup'); ok($ftp->rmdir('directory'), 'rmdir');`),
    'rename': does(`ok($ftp->rename('file.bin', 'moved.bin'), 'rename');`),
    'delete': does(`ok($ftp->delete('file.bin'), 'delete');`),
    'odd-name': does(`my $name = "${ODD}"; ok($ftp->put('local.bin', $name), 'put'); ok((grep { $_ eq $name } $ftp->ls), 'ls'); ok($ftp->get($name, 'got.bin'), 'get');`),
    'raw': does(`ok($ftp->quot('SYST') == 2, 'quot'); ${DOWN} ok($ftp->quot('NOOP') == 2, 'quot');`),
    'abort': does(`
my $data = ok($ftp->retr('large.bin'), 'retr');
ok($data->read(my $piece, 1000), 'read');
ok($ftp->abort, 'abort');
ok($ftp->quot('NOOP') == 2, 'quot');`),
    'account': (place) => perl(place, DOWN, '', `'tester', 'secret', 'bookkeeping'`),
    'missing': does(`ok($ftp->get('missing'), 'get');`),
    'wrong-password': (place) => perl(place, DOWN, '', `'tester', 'wrong'`),
    'elsewhere': does(`ok($ftp->port('${ELSEWHERE.replaceAll('.', ',')},20,1'), 'port');`),
    'tls': does(BOTH, TLS),
    'tls-implicit': does(BOTH, 'SSL => 1'),
    'tls-active': does(BOTH, `${TLS}, Passive => 0`),
    'tls-resumed': { no: 'resumes no session on data connections: it looks them up by port (3.14)' },
    'tls-client': (place) => perl(place, BOTH, `${TLS}, SSL_cert_file => '${place.certificate}', SSL_key_file => '${place.key}'`),
    'tls-no-client': does(BOTH, TLS),
    'tls-cleared': does(`ok($ftp->prot('P'), 'prot'); ok($ftp->stoptls, 'stoptls'); ${DOWN}`, TLS),
    'tls-clear-data': does(`ok($ftp->prot('C'), 'prot'); ${DOWN}`, TLS),
    'tls-tree': NO_TREES,
    'tls-distrust': (place) => perl(place, BOTH, `${TLS}, SSL_ca_file => '${place.stranger}'`),
    'tls-wanted': does(DOWN),
  },
};
