import { join } from 'node:path';
import { fault, type Fault } from '../fault.ts';
import { followed, joined, noJail, type WayOut } from '../no-jail.ts';

/** A server whose jail has a hole for some verbs. */
function hole(id: string, title: string, seen: string | null, verbs: readonly string[], caughtBy: readonly string[], way: WayOut = joined): Fault {
  return fault({ id: `files/${id}`, title, seen, caughtBy, parts: () => noJail(verbs, way) });
}

/** Takes an absolute path for one of the whole disk. */
const fromTheTop: WayOut = (argument) => (argument.startsWith('/') ? join(argument) : null);

/** A jail that compares texts: a sibling whose name begins like that of the served directory is inside. */
function beginsWith(root: string, path: string | null | Promise<string | null>): string | null {
  return typeof path === 'string' && path.startsWith(root) ? path : null;
}

export const jailFaults = [
  hole('retr-goes-up', 'follows .. out of the served directory by RETR', 'CVE-2020-26299 ftp-srv', ['RETR'], ['files/retr-stays-inside', 'files/retr-sends-no-system-file']),
  hole('retr-takes-absolute-paths', 'takes the path of RETR for one of the whole disk', 'pyftpdlib #9', ['RETR'], ['files/retr-stays-inside', 'files/retr-sends-no-system-file'], fromTheTop),
  hole('retr-filters-once', 'removes ../ from the path once, so that ....// becomes ../', 'Konica CVE-2015-7603', ['RETR'], ['files/retr-stays-inside', 'files/retr-sends-no-system-file'], (argument, place) => joined(argument.replaceAll('../', ''), place)),
  hole('retr-decodes-after-checking', 'decodes %2e after it has looked for ..', null, ['RETR'], ['files/retr-stays-inside'], (argument, place) => (/(^|\/)\.\.(\/|$)/.test(argument) ? null : joined(decoded(argument), place))),
  hole('retr-takes-backslashes', 'takes a backslash for a slash after it has looked for ../', null, ['RETR'], ['files/retr-stays-inside'], (argument, place) => (argument.includes('../') ? null : joined(argument.replaceAll('\\', '/'), place))),
  hole('jail-by-prefix-of-text', 'looks only whether the path begins with the served directory before .. is applied', 'uftpd CVE-2020-5221', ['RETR'], ['files/retr-stays-inside'], (argument, place) => (argument.startsWith('..') ? null : joined(argument, place))),
  hole('jail-compares-text', 'takes a path for one inside when it begins with the letters of the served directory', 'students: path.startswith(root)', ['RETR'], ['files/retr-stays-inside'], (argument, place) => beginsWith(place.root, joined(argument, place))),
  hole('cwd-goes-up', 'follows .. out of the served directory by CWD', 'pachev_ftp #4', ['CWD'], ['files/cwd-stays-inside', 'files/cwd-enters-no-system-directory']),
  hole('cwd-takes-absolute-paths', 'takes the path of CWD for one of the whole disk', 'students: os.chdir(path)', ['CWD'], ['files/cwd-stays-inside', 'files/cwd-enters-no-system-directory'], fromTheTop),
  hole('cdup-goes-out', 'leaves the served directory by CDUP', 'students: os.chdir("..")', ['CDUP'], ['files/cdup-stays-inside']),
  hole('list-goes-up', 'lists directories outside the served one by LIST', 'ftp-srv #167', ['LIST'], ['files/list-stays-inside']),
  hole('nlst-goes-up', 'lists directories outside the served one by NLST', null, ['NLST'], ['files/nlst-stays-inside']),
  hole('mlsd-goes-up', 'lists directories outside the served one by MLSD', null, ['MLSD'], ['files/mlsd-stays-inside']),
  hole('stat-goes-up', 'lists directories outside the served one by STAT', null, ['STAT'], ['files/stat-stays-inside']),
  hole('size-goes-up', 'tells by SIZE of files outside the served directory', null, ['SIZE'], ['files/size-stays-inside']),
  hole('mdtm-goes-up', 'tells by MDTM of files outside the served directory', null, ['MDTM'], ['files/mdtm-stays-inside']),
  hole('mlst-goes-up', 'tells by MLST of files outside the served directory', null, ['MLST'], ['files/mlst-stays-inside']),
  hole('stor-goes-up', 'stores outside the served directory', 'ProFTPD mod_site_misc CVE-2010-3867', ['STOR'], ['files/stor-stays-inside']),
  hole('appe-goes-up', 'appends to files outside the served directory', null, ['APPE'], ['files/appe-stays-inside']),
  hole('mkd-goes-up', 'makes directories outside the served one', 'CVE-2010-3867', ['MKD'], ['files/mkd-stays-inside']),
  hole('dele-goes-up', 'deletes files outside the served directory', null, ['DELE'], ['files/dele-stays-inside']),
  hole('rmd-goes-up', 'removes directories outside the served one', null, ['RMD'], ['files/rmd-stays-inside']),
  hole('rnfr-goes-up', 'takes files from outside the served directory by RNFR', 'ProFTPD #2170', ['RNFR'], ['files/rnfr-stays-inside']),
  hole('rnto-goes-up', 'puts files outside the served directory by RNTO', null, ['RNTO'], ['files/rnto-stays-inside']),
  hole('retr-follows-links', 'sends files through symbolic links that lead outside', 'LightFTP #37', ['RETR'], ['files/retr-follows-no-link-outside'], followed),
  hole('cwd-follows-links', 'enters directories through symbolic links that lead outside', 'LightFTP #72', ['CWD'], ['files/cwd-follows-no-link-outside'], followed),
  hole('list-follows-links', 'lists directories through symbolic links that lead outside', 'pyftpdlib #55', ['LIST'], ['files/list-follows-no-link-outside'], followed),
  hole('mlst-follows-links', 'tells by MLST of files that symbolic links name outside', null, ['MLST'], ['files/mlst-follows-no-link-outside'], followed),
  hole('mlsd-follows-links', 'lists by MLSD through symbolic links that lead outside', null, ['MLSD'], ['files/mlsd-follows-no-link-outside'], followed),
  hole('stor-follows-links', 'stores through symbolic links that lead outside', 'ftp-srv #225', ['STOR', 'APPE'], ['files/stor-follows-no-link-outside'], followed),
  hole('stor-follows-dangling-links', 'creates the file that a dangling symbolic link names outside', 'CVE-2012-6095', ['STOR'], ['files/stor-follows-no-link-outside'], (argument, place) => (argument.includes('free') ? followed(argument, place) : null)),
  hole('mkd-follows-links', 'makes directories through symbolic links that lead outside', 'CVE-2012-6095', ['MKD'], ['files/changes-follow-no-link-outside'], followed),
  hole('dele-follows-links', 'deletes through symbolic links that lead outside', 'CVE-2017-7418', ['DELE', 'RMD'], ['files/changes-follow-no-link-outside'], followed),
  hole('rnto-follows-links', 'puts files outside through symbolic links by RNTO', null, ['RNTO'], ['files/changes-follow-no-link-outside'], followed),
];

function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}
