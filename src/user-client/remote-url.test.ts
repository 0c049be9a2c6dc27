import { expect, test } from 'vitest';
import { parseRemoteUrl } from './remote-url.ts';

test('reads user, password, host, port and path, all decoded', () => {
  expect(parseRemoteUrl('ftp://al%40ice:s%3Acr%2Ft@[::1]:2121/with%20space/n%C3%A4me%3F.txt')).toEqual({ user: 'al@ice', password: 's:cr/t', host: '::1', port: 2121, path: 'with space/näme?.txt' });
  expect(parseRemoteUrl('ftp://127.0.0.1')).toEqual({ user: 'anonymous', password: 'anonymous@', host: '127.0.0.1', port: 21, path: '' });
  expect(parseRemoteUrl('ftp://u@h/%2Fetc/motd')).toMatchObject({ user: 'u', password: '', path: '/etc/motd' });
  expect(parseRemoteUrl('ftp://h/pub/')).toMatchObject({ path: 'pub/' });
});

test.each([
  ['ftps://h/f', 'not offered yet'],
  ['ftpes://h/f', 'not offered yet'],
  ['http://h/f', 'is no FTP URL'],
  ['/tmp/file', 'is no FTP URL'],
  ['ftp://h/what?', 'a ? or #'],
  ['ftp://h/100%', 'a % in the URL'],
  ['ftp://h/%FF', 'a % in the URL'],
  ['ftp://h/a%0D%0ADELE%20b', 'no FTP command can carry'],
  ['ftp://u:p%00@h/a', 'no FTP command can carry'],
])('%s is wrong use', (url, message) => {
  expect(() => parseRemoteUrl(url)).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message) }));
});

test('repeats no password in a message', () => {
  expect(() => parseRemoteUrl('http://u:secret@h/f')).toThrow('http://u:***@h/f');
});
