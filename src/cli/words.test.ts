import { describe, expect, test } from 'vitest';
import { Users } from '../server/users.ts';
import { byteText } from './byte-text.ts';
import { parseTarget, targetText } from './check-target.ts';
import { exitCodeOf } from './exit-codes.ts';
import { invocation } from './invocation.ts';
import { listenAddresses } from './listen-addresses.ts';
import { ipv4, portRange, seconds, whole } from './option-values.ts';
import { reproduceLine } from './reproduce.ts';
import { shellQuote } from './shell-quote.ts';
import { textTable } from './text-table.ts';
import { userSpec } from './user-spec.ts';
import type { CheckOptions } from './check-options.ts';

const target = (address?: string, spawn?: string, reference = false) => parseTarget({ address, spawn, reference });

describe('HOST:PORT', () => {
  test.each([
    ['127.0.0.1:2121', '127.0.0.1', 2121], ['[::1]:21', '::1', 21], ['[fe80::1%eth0]:21', 'fe80::1%eth0', 21], ['localhost:65535', 'localhost', 65_535],
  ])('%s', (text, host, port) => {
    expect(target(text)).toEqual({ kind: 'attach', host, port });
    expect(targetText(target(text))).toBe(text);
  });

  test.each([
    ['localhost', 'localhost:21'], ['::1:21', 'brackets'], ['h:0', '127.0.0.1:2121'], ['h:65536', '127.0.0.1:2121'], ['ftp://h:21/', '127.0.0.1:2121'], ['u@h:21', '127.0.0.1:2121'], ['', '127.0.0.1:2121'], ['[::1]', '127.0.0.1:2121'],
  ])('"%s" is none', (text, hint) => {
    expect(() => target(text)).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining(hint) }));
  });

  test('exactly one server is named', () => {
    expect(() => target()).toThrow('no server to check');
    expect(() => target('h:21', undefined, true)).toThrow('more than one server');
    expect(() => target('h:21', 'cmd')).toThrow('more than one server');
    expect(() => target(undefined, ' ')).toThrow('--spawn needs a command');
    expect(target(undefined, './s {port}')).toEqual({ kind: 'spawn', command: './s {port}' });
  });
});

describe('values of options', () => {
  test('whole numbers have bounds and nothing else in them', () => {
    expect(whole(0, 65_535)('0')).toBe(0);
    for (const text of ['65536', '-1', '1.5', '1e3', '', ' 1', '0x10']) expect(() => whole(0, 65_535)(text)).toThrow('whole number from 0 to 65535');
  });

  test('seconds become milliseconds', () => {
    expect(seconds(0, 10)('2.5')).toBe(2500);
    for (const text of ['11', '-1', 'x', '']) expect(() => seconds(0, 10)(text)).toThrow('seconds from 0 to 10');
  });

  test('port ranges go upwards', () => {
    expect(portRange('50000-50100')).toEqual([50_000, 50_100]);
    for (const text of ['50100-50000', '0-1', '1-65536', '1', '1-2-3']) expect(() => portRange(text)).toThrow('two ports');
  });

  test('a passive address is IPv4', () => {
    expect(ipv4('192.0.2.7')).toBe('192.0.2.7');
    expect(() => ipv4('::1')).toThrow('IPv4');
  });
});

describe('users', () => {
  test('the first colon separates, and the bytes are those of UTF-8', () => {
    const users = userSpec('tést:a:é', userSpec('u:', []));
    const known = new Users(users);
    expect(known.authenticate(byteText('tést'), byteText('a:é'))).not.toBeNull();
    expect(known.authenticate('u', '')).not.toBeNull();
    expect(known.authenticate('u', 'x')).toBeNull();
  });

  test.each(['name', ':password', 'a\r\nb:c'])('%j is none', (text) => {
    expect(() => userSpec(text, [])).toThrow();
  });

  test('a name is given once', () => {
    expect(() => userSpec('u:2', userSpec('u:1', []))).toThrow('before');
  });
});

describe('the line that reproduces a check', () => {
  const options: CheckOptions = { reference: false, protocol: 'ftp', user: 'u', password: "it's", chapter: [], finding: [], check: [], rule: [], verb: [], skip: [], list: false, dryRun: false, timeout: 700, concurrency: 8, deadline: 1, verbose: false, strict: true, exitZero: false, report: [], format: [], tls: 'auto' };

  test('quotes for the shell and repeats what differs from the defaults', () => {
    expect(reproduceLine('ftpspec', { kind: 'spawn', command: './s {port} "x"' }, options, { timeout: 5000 }, () => true, 'a/b'))
      .toBe(`ftpspec check --spawn './s {port} "x"' --user u --password 'it'\\''s' --timeout 700 --strict --check a/b --verbose`);
  });

  test('leaves out a login that came from elsewhere', () => {
    expect(reproduceLine('ftpspec', { kind: 'attach', host: '::1', port: 21 }, { ...options, strict: false }, { timeout: 700 }, () => false, 'a/b'))
      .toBe("ftpspec check '[::1]:21' --check a/b --verbose");
  });

  test('words that a shell would change are quoted', () => {
    expect([shellQuote('plain-1.2/x'), shellQuote('a b'), shellQuote(''), shellQuote('$x')]).toEqual(['plain-1.2/x', "'a b'", "''", "'$x'"]);
  });

  test('calls the program as it was called', () => {
    expect(invocation('/usr/bin/ftpspec', '/x')).toBe('ftpspec');
    expect(invocation('/x/src/cli/main.ts', '/x')).toBe('npx tsx src/cli/main.ts');
    expect(invocation('/x y/main.js', '/other')).toBe("node '/x y/main.js'");
    expect(invocation('/x/node_modules/ftpspec/dist/src/cli/main.js', '/x')).toBe('npx ftpspec');
  });
});

test('an unspecified address is listed as those of this machine', () => {
  expect(listenAddresses('127.0.0.1', 21)).toEqual(['127.0.0.1:21']);
  expect(listenAddresses('::1', 21)).toEqual(['[::1]:21']);
  expect(listenAddresses('0.0.0.0', 21)).toContain('127.0.0.1:21');
  expect(listenAddresses('0.0.0.0', 21).join()).not.toContain('[');
});

test('a table never grows wider than it may, and loses no word', () => {
  const lines = textTable(['a', 'bb'], [['one two three four five six', 'seven eight nine ten'], ['x', 'y']], 30);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(30);
  for (const word of 'one two three four five six seven eight nine ten x y'.split(' ')) expect(lines.join(' ')).toContain(word);
});

test('errors that nobody listed are our own fault', () => {
  expect([exitCodeOf('USAGE'), exitCodeOf('UNREACHABLE'), exitCodeOf('anything')]).toEqual([2, 3, 4]);
});
