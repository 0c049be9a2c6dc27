import { describe, expect, it } from 'vitest';
import { chunkings } from '../../wire/chunkings.ts';
import { formatAnswer, formatHead } from './answer.ts';
import { AnswerReader, type AnswerHead } from './answer-reader.ts';
import { formatRequest, NAME_LIMIT, POSITION, RequestReader, type NameRequest } from './request-reader.ts';

const CHECKSUM = 'd41d8cd98f00b204e9800998ecf8427e';

function request(chunks: readonly Uint8Array[]): NameRequest | null {
  const reader = new RequestReader();
  let found: NameRequest | null = null;
  for (const chunk of chunks) found = reader.push(chunk) ?? found;
  return found;
}

/** The head and everything after it. */
function answer(chunks: readonly Uint8Array[]): { head: AnswerHead | null; data: Buffer } {
  const reader = new AnswerReader();
  let head: AnswerHead | null = null;
  const data: Uint8Array[] = [];
  for (const chunk of chunks) {
    if (head !== null) data.push(chunk);
    else if ((head = reader.push(chunk)) !== null && head.kind !== 'malformed') data.push(head.rest);
  }
  return { head, data: Buffer.concat(data) };
}

describe('a request', () => {
  it.each(['a', 'notes.txt', 'två filer ☃.txt', '', 'x'.repeat(255)])('for "%s" is read whatever the chunks are', (name) => {
    for (const chunks of chunkings(formatRequest(name))) expect(request(chunks)).toEqual({ kind: 'name', name: Buffer.from(name), position: 0 });
  });

  it('is not there before its last byte', () => {
    const bytes = formatRequest('notes.txt');
    for (let end = 0; end < bytes.length; end += 1) expect(request([bytes.subarray(0, end)])).toBeNull();
  });

  it('may be as long as the limit, and its length alone refuses a longer one', () => {
    expect(request([formatRequest('n'.repeat(NAME_LIMIT))])).toMatchObject({ kind: 'name' });
    for (const length of [NAME_LIMIT + 1, 0x7fffffff, 0xffffffff]) {
      const prefix = Buffer.alloc(4);
      prefix.writeUInt32BE(length);
      for (const chunks of chunkings(prefix)) expect(request(chunks)).toEqual({ kind: 'too long', length });
    }
  });

  it.each([0, 1, 2 ** 40, Number.MAX_SAFE_INTEGER])('with the position %d is read whatever the chunks are', (position) => {
    const bytes = formatRequest('två', position);
    for (const chunks of chunkings(bytes)) {
      const reader = new RequestReader(POSITION);
      expect(chunks.map((chunk) => reader.push(chunk)).filter((one) => one !== null)).toEqual([{ kind: 'name', name: Buffer.from('två'), position }]);
    }
    expect(new RequestReader(POSITION).push(bytes.subarray(0, -1))).toBeNull();
  });

  it('is the only one of its connection', () => {
    const reader = new RequestReader();
    expect(reader.push(Buffer.concat([formatRequest('one'), formatRequest('two')]))).toEqual({ kind: 'name', name: Buffer.from('one'), position: 0 });
    expect(reader.push(formatRequest('three'))).toBeNull();
  });
});

describe('an answer', () => {
  const head = { name: Buffer.from('två ☃'), size: 2n ** 53n + 1n, checksum: CHECKSUM };

  it('with a file is read whatever the chunks are, and what follows is the data', () => {
    const bytes = Buffer.concat([formatHead(head), Buffer.from('OK data ERROR')]);
    for (const chunks of chunkings(bytes)) {
      const read = answer(chunks);
      expect(read.head).toMatchObject({ kind: 'ok', head });
      expect(read.data.toString()).toBe('OK data ERROR');
    }
  });

  it('with an error is read whatever the chunks are', () => {
    for (const chunks of chunkings(Buffer.from('ERROR no such file'))) {
      const read = answer(chunks);
      expect(read.head?.kind).toBe('error');
      expect(read.data.toString()).toBe(' no such file');
    }
  });

  it.each([
    ['another word', Buffer.from('220 hello')], ['a base name beyond all bounds', Buffer.concat([Buffer.from('OK'), Buffer.alloc(4, 0xff)])],
    ['a checksum that is none', Buffer.concat([Buffer.from('OK'), Buffer.alloc(12), Buffer.from('g'.repeat(32))])],
  ])('with %s is malformed whatever the chunks are', (_, bytes) => {
    for (const chunks of chunkings(bytes)) expect(answer(chunks).head?.kind).toBe('malformed');
  });

  it('is written from the word of its text', () => {
    expect(formatAnswer(150, [Buffer.from('OK'), Buffer.from('a'), Buffer.from('3'), Buffer.from(CHECKSUM)])).toEqual(formatHead({ name: Buffer.from('a'), size: 3n, checksum: CHECKSUM }));
    expect(formatAnswer(550, [Buffer.from('ERROR'), Buffer.from('gone')]).toString()).toBe('ERROR gone');
    expect(formatAnswer(226, [Buffer.from('CLOSE')])).toHaveLength(0);
  });
});
