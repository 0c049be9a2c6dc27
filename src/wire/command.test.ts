import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCommand, parseCommand } from './command.ts';
import { ControlLineReader } from './control-line.ts';
import { TelnetFilter } from './telnet.ts';

const parse = (text: string) => parseCommand(Buffer.from(text, 'latin1'));

describe('parseCommand', () => {
  it.each([
    ['NOOP', 'NOOP', null],
    ['quit', 'QUIT', null],
    ['UsEr joe', 'USER', 'joe'],
    ['STOR ', 'STOR', ''],
    ['STOR   foo.bar', 'STOR', '  foo.bar'],
    ['CWD a b ', 'CWD', 'a b '],
    ['RETR a\0b\rc', 'RETR', 'a\0b\rc'],
    ['SITE CHMOD 644 x', 'SITE', 'CHMOD 644 x'],
  ])('reads %j', (text, verb, argument) => {
    expect(parse(text)).toMatchObject({ verb, argument, malformed: null });
  });

  it.each([
    ['', ''], [' NOOP', ''], ['123', ''], ['\0NOOP', ''], ['USER\tjoe', 'USER'], ['QUIT\r', 'QUIT'], ['QUIT\0', 'QUIT'], ['NO@P [', 'NO'],
  ])('finds %j malformed', (text, verb) => {
    const { malformed, ...rest } = parse(text);
    expect(malformed).toEqual(expect.any(String));
    expect(rest).toEqual({ verb, argument: null, raw: Buffer.alloc(0) });
  });

  it('reads an argument as UTF-8 where it is UTF-8, else as latin1, and keeps its bytes', () => {
    expect(parseCommand(Buffer.from('RETR é€\u{1F600}')).argument).toBe('é€\u{1F600}');
    expect(parse('RETR \xe9').argument).toBe('\xe9');
    expect(parse('RETR \xe9').raw).toEqual(Buffer.from([0xe9]));
  });
});

describe('formatCommand', () => {
  it.each([
    [formatCommand('NOOP'), 'NOOP\r\n'],
    [formatCommand('CWD', ''), 'CWD \r\n'],
    [formatCommand('CWD', ' a '), 'CWD  a \r\n'],
    [formatCommand('STOR', 'foo\r\nboo.bar'), 'STOR foo\r\0\nboo.bar\r\n'],
    [formatCommand('RETR', Buffer.from([0x61, 0xff])), 'RETR a\xff\xff\r\n'],
    [formatCommand('RETR', 'é'), 'RETR \xc3\xa9\r\n'],
  ])('writes %j', (bytes, text) => {
    expect(bytes.toString('latin1')).toBe(text);
  });

  it('writes what a server reads back, but for a lone LF', () => {
    const verb = fc.stringMatching(/^[A-Z]{1,8}$/);
    fc.assert(fc.property(verb, fc.uint8Array({ maxLength: 40 }), (word, bytes) => {
      const argument = Buffer.from(bytes);
      fc.pre(!/(?<!\r)\n/.test(argument.toString('latin1')));
      const { data } = new TelnetFilter().push(formatCommand(word, argument));
      const [line, ...more] = new ControlLineReader({ limit: 200 }).push(data);
      expect(more).toEqual([]);
      expect(line?.kind === 'line' && parseCommand(line.bytes)).toMatchObject({ verb: word, raw: argument, malformed: null });
    }));
  });
});
