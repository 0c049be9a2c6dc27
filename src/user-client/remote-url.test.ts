import { expect, test } from 'vitest';
import { SUITES } from '../../conformance/catalog.ts';
import { REMOTE_PROTOCOLS } from './open-remote.ts';
import { parseRemoteUrl } from './remote-url.ts';

const parse = (text: string) => parseRemoteUrl(text, (protocol) => SUITES[protocol]!.port);

test('reads user, password, host, port and path, all decoded', () => {
  expect(parse('ftp://al%40ice:s%3Acr%2Ft@[::1]:2121/with%20space/n%C3%A4me%3F.txt')).toEqual({ protocol: 'ftp', tls: 'none', user: 'al@ice', password: 's:cr/t', host: '::1', port: 2121, path: 'with space/näme?.txt' });
  expect(parse('ftp://127.0.0.1')).toEqual({ protocol: 'ftp', tls: 'none', user: 'anonymous', password: 'anonymous@', host: '127.0.0.1', port: 21, path: '' });
  expect(parse('ftp://u@h/%2Fetc/motd')).toMatchObject({ user: 'u', password: '', path: '/etc/motd' });
  expect(parse('ftp://h/pub/')).toMatchObject({ path: 'pub/' });
});

test('the scheme chooses TLS, or a protocol with its own port and without login', () => {
  expect(parse('ftps://u:p@h/f')).toMatchObject({ protocol: 'ftp', tls: 'implicit', port: 990 });
  expect(parse('ftpes://u:p@h/f')).toMatchObject({ protocol: 'ftp', tls: 'explicit', port: 21 });
  expect(parse('minimal-ftp://h/f')).toMatchObject({ protocol: 'minimal-ftp', tls: 'none', port: 3000, user: '', path: 'f' });
  expect(parse('inline-marker://[::1]/a%20b')).toMatchObject({ protocol: 'inline-marker', host: '::1', port: 8888, path: 'a b' });
  expect(parse('length-prefixed://h:1/f')).toMatchObject({ protocol: 'length-prefixed', port: 1 });
  expect(parse('ephemeral-port://h')).toMatchObject({ protocol: 'ephemeral-port', port: 2121, path: '' });
});

test('every protocol that can be served can be spoken', () => {
  expect(Object.keys(REMOTE_PROTOCOLS)).toEqual(expect.arrayContaining(Object.keys(SUITES)));
});

test.each([
  ['http://h/f', 'is no FTP URL'],
  ['inline-marker:f', 'is no FTP URL'],
  ['inline-marker://me@h/f', 'has no login'],
  ['/tmp/file', 'is no FTP URL'],
  ['ftp://h/what?', 'a ? or #'],
  ['ftp://h/100%', 'a % in the URL'],
  ['ftp://h/%FF', 'a % in the URL'],
  ['ftp://h/a%0D%0ADELE%20b', 'no FTP command can carry'],
  ['ftp://u:p%00@h/a', 'no FTP command can carry'],
])('%s is wrong use', (url, message) => {
  expect(() => parse(url)).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message) }));
});

test('repeats no password in a message', () => {
  expect(() => parse('http://u:secret@h/f')).toThrow('http://u:***@h/f');
});
