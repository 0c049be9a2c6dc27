import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimeVal, parseTimeVal } from './time-val.ts';

describe('formatTimeVal', () => {
  it.each([
    ['2024-02-29T23:59:58.999Z', '20240229235958.999'], ['2024-02-29T23:59:58.005Z', '20240229235958.005'], ['2024-02-29T23:59:58Z', '20240229235958'], ['1000-01-01T00:00:00Z', '10000101000000'], ['9999-12-31T23:59:59Z', '99991231235959'],
    ['0999-12-31T23:59:59Z', null], ['+010000-01-01T00:00:00Z', null], ['no date', null],
  ])('writes %s as %s', (date, text) => {
    expect(formatTimeVal(new Date(date))).toBe(text);
  });
});

describe('parseTimeVal', () => {
  it.each([
    ['20240229235958', '2024-02-29T23:59:58.000Z'], ['20240229235958.5', '2024-02-29T23:59:58.500Z'], ['20240229235958.0019999', '2024-02-29T23:59:58.001Z'],
    ['19981231235960', '1999-01-01T00:00:00.000Z'], ['10000101000000', '1000-01-01T00:00:00.000Z'],
  ])('reads %s as %s', (text, iso) => {
    expect(parseTimeVal(text)?.toISOString()).toBe(iso);
  });

  it.each([
    '', '2024022923595', '202402292359581', '20240229235958.', '20240229235958,5', '20230229000000', '20240431000000', '20241301000000', '20240001000000',
    '20240100000000', '20240101240000', '20240101006000', '20240101000061', '09990101000000', ' 20240101000000', '20240101000000\n', '2024-01-01T00:00',
  ])('refuses %j', (text) => {
    expect(parseTimeVal(text)).toBeNull();
  });

  it('reads what formatTimeVal writes', () => {
    const date = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(fc.property(date, (value) => {
      expect(parseTimeVal(formatTimeVal(value) ?? '')?.getTime()).toBe(value.getTime());
    }));
  });
});
