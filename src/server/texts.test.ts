import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ftp } from '../generated/ftp.ts';
import { served } from './served.ts';

/** For each text with values a command that shows it (its last line is the one asked), and what it says. */
const SHOWN: Readonly<Record<string, readonly [lines: readonly string[], reply: RegExp]>> = {
  '150 any': [['EPSV', 'LIST d'], /^150 Opening data connection for \/d\.$/],
  '150 STOU': [['EPSV', 'STOU'], /^150 FILE: file\.[0-9a-f]{8}$/],
  '200 TYPE': [['TYPE L 8'], /^200 Type set to L 8\.$/],
  '200 STRU': [['STRU F'], /^200 Structure set to F\.$/],
  '200 MODE': [['MODE S'], /^200 Mode set to S\.$/],
  '200 OPTS': [['OPTS MLST size;type;'], /^200 MLST OPTS type;size;$/],
  '211 STAT': [['STAT'], /^211 Status of 127\.0\.0\.1 port \d+\n.*Logged in as tester\n/s],
  '211 FEAT': [['FEAT'], /^211 Features:\n( [A-Z][ -~]*\n)+End\.$/],
  '212 STAT': [['STAT d'], /^212 Status of \/d\n .*inner\nEnd of status\.$/],
  '213 STAT': [['STAT f'], /^213 Status of \/f\n .*f\nEnd of status\.$/],
  '213 SIZE': [['TYPE I', 'SIZE f'], /^213 6$/],
  '213 MDTM': [['MDTM f'], /^213 20010203040506(\.\d+)?$/],
  '214 HELP': [['HELP retr'], /^214 RETR <pathname>\n .*\nEnd of help\.$/],
  '200 SITE CHMOD': [['SITE CHMOD 644 f'], /^200 \/f: mode set\.$/],
  '200 SITE UMASK': [['SITE UMASK 027'], /^200 The mask is 027\.$/],
  '200 SITE IDLE': [['SITE IDLE 600'], /^200 The idle limit is 600 seconds; 30 to 7200 can be had\.$/],
  '200 SITE UTIME': [['SITE UTIME 20010203040506 f'], /^200 \/f: time set\.$/],
  '214 SITE HELP': [['SITE HELP'], /^214 SITE .*\n( SITE [A-Z]+ .*\n)+End of help\.$/s],
  '227 any': [['PASV'], /^227 Entering Passive Mode \(127,0,0,1,\d+,\d+\)\.$/],
  '228 any': [['LPSV'], /^228 Entering Long Passive Mode \(4,4,127,0,0,1,2,\d+,\d+\)\.$/],
  '229 any': [['EPSV'], /^229 Entering Extended Passive Mode \(\|\|\|\d+\|\)$/],
  '230 any': [['USER tester', 'PASS secret'], /^230 User tester logged in\.$/],
  '250 CWD': [['CWD d'], /^250 Directory changed to \/d\.$/],
  '250 CDUP': [['CWD d', 'CDUP'], /^250 Directory changed to \/\.$/],
  '250 MLST': [['MLST f'], /^250 Listing \/f\n type=file;.* \/f\nEnd\.$/],
  '257 PWD': [['MKD a"b', 'CWD a"b', 'PWD'], /^257 "\/a""b" is the current directory\.$/],
  '257 MKD': [['MKD a"b'], /^257 "\/a""b" created\.$/],
  '331 any': [['USER other'], /^331 Password required for other\.$/],
  '332 any': [['USER tester', 'PASS account'], /^332 Account required for tester\.$/],
  '350 REST': [['REST 17'], /^350 Restarting at 17\. /],
  '350 FTP-XFR-128': [['MODE B', 'REST 17'], /^350 Restarting at marker 17\. /],
  '450 any': [['LIST missing'], /^450 \/missing: not available now\.$/],
  '501 any': [['TYPE'], /^501 TYPE: /],
  '502 any': [['AUTH TLS'], /^502 AUTH: /],
  '503 any': [['RNTO x'], /^503 RNTO: /],
  '504 any': [['STRU P'], /^504 STRU: /],
  '521 FTP-OLD-3': [['LPRT 9,1,1,1,1'], /^521 .*\(4\)\.$/],
  '522 any': [['EPSV 9'], /^522 .*\(1\)$/],
  '550 any': [['RETR missing'], /^550 \/missing: no such file or directory\.$/],
  '200 CSID': [['CSID Name=test;'], /^200 Name=ftpspec; Version=\d+\.\d+\.\d+; OS=.*; OSVer=.*; CaseSensitive=1; DirSep=\/;$/],
  '213 MFMT': [['MFMT 20200102030405.6 f'], /^213 Modify=20200102030405\.600; f$/],
  '213 MFCT': [['MFCT 20200102030405 f'], /^213 Create=20200102030405; f$/],
  '213 MFF': [['MFF UNIX.mode=640;Modify=20200102030405; d'], /^213 UNIX\.mode=0640;Modify=20200102030405; d$/],
  '213 HASH': [['OPTS HASH md5', 'HASH f'], /^213 MD5 0-5 b1946ac92492d2347c6235b4d2611184 f$/],
  '213 AVBL': [['AVBL'], /^213 \d+$/],
  '250 XCRC': [['XCRC "f" 6'], /^250 363a3020$/],
  '250 XMD5': [['XMD5 f'], /^250 b1946ac92492d2347c6235b4d2611184$/],
  '250 XSHA1': [['XSHA1 f 1 3'], /^250 [0-9a-f]{40}$/],
  '250 XSHA256': [['XSHA256 f, 0, 6'], /^250 5891b5b5[0-9a-f]{56}$/],
  '553 any': [['STOR missing/x'], /^553 \/missing\/x: ENOENT: no such file or directory\.$/],
};
/** Restart markers are confirmed in the tests of representations, data that could not be protected is told in those of TLS. */
const ELSEWHERE = ['110 any', '522 [data unprotected]'];

describe('the texts of the replies', () => {
  const withValues = ftp.texts.filter(({ lines, language }) => language === undefined && lines.some((line) => /\{[a-z-]+\}/.test(line))).map(({ code, to }) => `${code} ${to}`);

  it('with values are all shown below', () => {
    expect([...Object.keys(SHOWN), ...ELSEWHERE].sort()).toEqual(withValues.sort());
  });

  it.each(Object.entries(SHOWN))('%s has every value filled in', async (_, [lines, reply]) => {
    // A password that is an account's, so that 332 can be seen.
    const users = [{ name: 'tester', password: null, readOnly: false }];
    const { connect, root } = await served(onTestFinished, { users }, { conditions: { 'account needed': (_session, { on, argument }) => on === 'PASS' && argument === 'account' } });
    await mkdir(join(root, 'd'));
    await writeFile(join(root, 'd', 'inner'), '');
    await writeFile(join(root, 'f'), 'hello\n');
    const then = new Date(Date.UTC(2001, 1, 3, 4, 5, 6));
    await utimes(join(root, 'f'), then, then);
    const client = await connect();
    await client.login();
    for (const line of lines.slice(0, -1)) await client.ask(line);
    expect(await client.ask(lines.at(-1)!)).toMatch(reply);
  });

  it('are in the language that LANG chose, in UTF-8, until REIN', async () => {
    const { session } = await served(onTestFinished);
    const client = await session();
    expect(await client.ask('LANG de-AT')).toBe('200 Ab jetzt auf Deutsch.');
    expect(await client.ask('CWD')).toBe('501 CWD: Das Argument fehlt oder ist unverständlich.');
    expect(await client.ask('PWD')).toBe('257 "/" is the current directory.');
    expect(await client.ask('FEAT')).toContain('\n LANG EN;DE*\n');
    expect(await client.ask('REIN')).toBe('220 ftpspec reference server ready.');
  });
});
