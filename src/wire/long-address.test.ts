import { assert, integer, ipV4, ipV6, oneof, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLongAddress, parseLongAddress, scanLongPassive } from './long-address.ts';

describe('a long address (RFC 1639)', () => {
  it('is read and written for IPv4 and IPv6', () => {
    expect(parseLongAddress('4,4,127,0,0,1,2,200,1')).toEqual({ family: 4, address: '127.0.0.1', port: 51_201 });
    expect(formatLongAddress('127.0.0.1', 51_201)).toBe('4,4,127,0,0,1,2,200,1');
    expect(formatLongAddress('::1', 21)).toBe('6,16,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,2,0,21');
    expect(parseLongAddress('6,16,32,1,13,184,0,0,0,0,0,0,0,0,0,0,0,1,2,0,21')).toEqual({ family: 6, address: '2001:db8::1', port: 21 });
  });

  it('survives the way there and back', () => {
    assert(property(oneof(ipV4(), ipV6()), integer({ min: 0, max: 65_535 }), (address, port) => {
      const read = parseLongAddress(formatLongAddress(address, port));
      expect(read?.port).toBe(port);
      expect(formatLongAddress(read!.address, port)).toBe(formatLongAddress(address, port));
    }));
  });

  it('is refused where lengths lie, numbers are none, too large or too many', () => {
    const wrong = ['', '4', '4,4', '4,4,127,0,0,1,2,200', '4,4,127,0,0,1,2,200,1,1', '4,3,127,0,0,2,200,1', '4,16,127,0,0,1,2,200,1', '6,4,127,0,0,1,2,200,1', '4,4,127,0,0,1,4,0,0,200,1', '4,4,127,0,0,256,2,200,1',
      '4,4,127,0,0,-1,2,200,1', '4,4,,,,,2,,', '4, 4,127,0,0,1,2,200,1', '4,4,127,0,0,1,2,200,1,', `4,4,${'1,'.repeat(50_000)}1`, '4,255,1'];
    expect(wrong.filter((text) => parseLongAddress(text) !== null)).toEqual([]);
  });

  it('of a family that nobody knows has a family alone', () => {
    expect(parseLongAddress('9,2,1,1,1,7')).toEqual({ family: 9, address: '', port: 0 });
  });

  it('is found in a reply in the forms that servers write', () => {
    const form = { family: 4, address: '127.0.0.1', port: 51_201 };
    expect(scanLongPassive('228 Entering Long Passive Mode (4, 4, 127, 0, 0, 1, 2, 200, 1)')).toEqual(form);
    expect(scanLongPassive('228 Entering Long Passive Mode 4,4,127,0,0,1,2,200,1')).toEqual(form);
    expect(scanLongPassive('228 (|||51201|)')).toBeNull();
  });
});
