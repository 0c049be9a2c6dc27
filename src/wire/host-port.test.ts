import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatExtendedPassive, formatExtendedPort, formatHostPort, parseExtendedPassive, parseExtendedPort, parseHostPort, scanPassiveReply,
} from './host-port.ts';

const port = fc.integer({ min: 1, max: 65535 });

describe('parseHostPort', () => {
  it('reads six numbers', () => {
    expect(parseHostPort('127,0,0,1,4,1')).toEqual({ address: '127.0.0.1', port: 1025 });
    expect(parseHostPort('255,255,255,255,255,255')).toEqual({ address: '255.255.255.255', port: 65535 });
    expect(parseHostPort('010,0,0,1,0,21')).toEqual({ address: '10.0.0.1', port: 21 });
  });

  it.each([
    '', '1,2,3,4,5', '1,2,3,4,5,6,7', '256,0,0,1,4,1', '127,0,0,1,256,1', '127,0,0,1,4,', '127.0.0.1,4,1', ' 127,0,0,1,4,1',
    '127,0,0,1,4,1 ', '127, 0,0,1,4,1', '-1,0,0,1,4,1', '1e1,0,0,1,4,1', '0x7f,0,0,1,4,1', '0127,0,0,1,4,1', '127,0,0,1,4,1\n', '١,0,0,1,4,1',
  ])('refuses %j', (text) => {
    expect(parseHostPort(text)).toBeNull();
  });

  it('reads what formatHostPort writes', () => {
    fc.assert(fc.property(fc.ipV4(), port, (address, number) => {
      expect(parseHostPort(formatHostPort(address, number))).toEqual({ address, port: number });
    }));
  });
});

describe('scanPassiveReply', () => {
  it.each([
    'Entering Passive Mode (127,0,0,1,4,1)', 'Entering Passive Mode (127,0,0,1,4,1).', 'Entering Passive Mode 127,0,0,1,4,1', '=127,0,0,1,4,1',
    '127,0,0,1,4,1', 'Mode 2 (127,0,0,1,4,1), go',
  ])('finds the numbers in %j', (text) => {
    expect(scanPassiveReply(text)).toEqual({ address: '127.0.0.1', port: 1025 });
  });

  it.each(['Entering Passive Mode', '(1,2,3,4,5)', '(1,2,3,4,5,6,7)', '(1,2,3,4,5,600)', '(1,2,3,4,5,6000)'])('finds none in %j', (text) => {
    expect(scanPassiveReply(text)).toBeNull();
  });
});

describe('parseExtendedPort', () => {
  it.each([
    ['|1|132.235.1.2|6275|', 1, '132.235.1.2', 6275],
    ['|2|1080::8:800:200C:417A|5282|', 2, '1080::8:800:200C:417A', 5282],
    ['!1!127.0.0.1!1!', 1, '127.0.0.1', 1],
    ['~2~::1~65535~', 2, '::1', 65535],
    ['|3|anything|80|', 3, 'anything', 80],
  ])('reads %j', (text, family, address, number) => {
    expect(parseExtendedPort(text)).toEqual({ family, address, port: number });
  });

  it.each([
    '', '|', '|1|127.0.0.1|80', '1|127.0.0.1|80|', '|1|127.0.0.1|80||', '|1|127.0.0.1|80|x', '|1|127.0.0.1|0|', '|1|127.0.0.1|65536|',
    '|1|127.0.0.1|-1|', '|1|127.0.0.1|1e3|', '|1|127.0.0.1||', '||127.0.0.1|80|', '|1||80|', '|1|::1|80|', '|2|127.0.0.1|80|', '|1|127.1|80|',
    '|2|fe80::1%eth0|80|', '|x|127.0.0.1|80|', ' 1 127.0.0.1 80 ', '\x7f1\x7f127.0.0.1\x7f80\x7f', '.1.127.0.0.1.80.', ' |1|127.0.0.1|80|',
  ])('refuses %j', (text) => {
    expect(parseExtendedPort(text)).toBeNull();
  });

  it('reads what formatExtendedPort writes', () => {
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), port, (address, number) => {
      const family = address.includes(':') ? 2 : 1;
      expect(parseExtendedPort(formatExtendedPort(address, number))).toEqual({ family, address, port: number });
    }));
  });
});

describe('parseExtendedPassive', () => {
  it('finds the port', () => {
    expect(parseExtendedPassive('Entering Extended Passive Mode (|||6446|)')).toBe(6446);
    expect(parseExtendedPassive('ok (!!!1!).')).toBe(1);
    expect(parseExtendedPassive(formatExtendedPassive(65535))).toBe(65535);
  });

  it.each(['', '|||6446|', '(|||0|)', '(|||65536|)', '(|||6446)', '(||6446|)', '(|!|6446|)', '(|1|127.0.0.1|80|)', '(   80 )'])('finds none in %j', (text) => {
    expect(parseExtendedPassive(text)).toBeNull();
  });
});
