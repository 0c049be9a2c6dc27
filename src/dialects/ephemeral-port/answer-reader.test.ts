import { describe, expect, it } from 'vitest';
import { ephemeralPort } from '../../generated/ephemeral-port.ts';
import { type Answer, AnswerReader, type Framing } from './answer-reader.ts';

function read(sent: string, framing: Framing): (number | string)[] {
  const reader = new AnswerReader(ephemeralPort, framing);
  const answers = [...Buffer.from(sent, 'latin1')].map((byte) => reader.push(byte)).filter((answer): answer is Answer => answer !== null);
  if (reader.partial !== '') answers.push(reader.settle());
  return answers.map((answer) => (answer.kind === 'word' ? answer.code : answer.kind === 'port' ? answer.port : answer.text));
}

describe('the words of a server', () => {
  it('are taken apart when they come glued', () => {
    expect(read('SUCCESSDATA_PORT 34339', 'bare')).toEqual([150, 34339]);
    expect(read('DATA_PORT 04012UPLOAD SUCCESSFAILURE: File not foundERROR: Invalid command', 'bare')).toEqual([4012, 226, 550, 502]);
  });

  it('are all read, and none is the beginning of another', () => {
    const words = ephemeralPort.texts.filter(({ lines }) => !/[({]/.test(lines[0]!));
    expect(words.length).toBeGreaterThan(8);
    for (const { code, lines } of words) {
      expect(read(lines[0]!, 'bare')).toEqual([code]);
      expect(words.filter((other) => other.lines[0] !== lines[0] && other.lines[0]!.startsWith(lines[0]!))).toEqual([]);
    }
  });

  it('end at a silence where nothing else ends them', () => {
    const reader = new AnswerReader(ephemeralPort, 'bare');
    for (const byte of Buffer.from('DATA_PORT 401')) expect(reader.push(byte)).toBeNull();
    expect(reader.endsBySilence).toBe(true);
    expect(reader.settle()).toMatchObject({ kind: 'port', port: 401 });
    reader.push('S'.charCodeAt(0));
    expect(reader.endsBySilence).toBe(false);
  });

  it('that are none are shown as they are, half a KiB at most', () => {
    expect(read('220 Welcome', 'bare')).toEqual(['220 Welcome']);
    expect(read('DATA_PORT 99999', 'bare')).toEqual(['DATA_PORT 99999']);
    expect(read('x'.repeat(600), 'bare').map((text) => String(text).length)).toEqual([512, 88]);
  });

  it('are lines in the variant', () => {
    expect(read('SUCCESS\nDATA_PORT 4012\r\nFAILURE: else\n', 'lines')).toEqual([150, 4012, 'FAILURE: else']);
  });
});
