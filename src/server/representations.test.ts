import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decode } from '../wire/representation/decode.ts';
import { encode } from '../wire/representation/encode.ts';
import type { Representation } from '../wire/representation/representation.ts';
import type { Dialogue } from './dialogue.ts';
import { served } from './served.ts';

const TYPES = { ascii: 'A', ebcdic: 'E', image: 'I' } as const;
const STRUCTURES = { file: 'F', record: 'R', page: 'P' } as const;
const MODES = { stream: 'S', block: 'B', compressed: 'C', deflated: 'Z' } as const;
const ALL = Object.keys(TYPES).flatMap((type) => Object.keys(STRUCTURES).flatMap((structure) => Object.keys(MODES).map((mode) => ({ type, structure, mode }) as Representation)));
const TEXT = Buffer.from('a line  \n\n    another\xff\nand\tso on\n'.repeat(500), 'latin1');

async function* bytesOf(bytes: Buffer): AsyncGenerator<Buffer> { yield bytes; }
async function choose(client: Dialogue, { type, structure, mode }: Representation): Promise<void> {
  for (const line of [`TYPE ${TYPES[type]}`, `STRU ${STRUCTURES[structure]}`, `MODE ${MODES[mode]}`]) expect(await client.ask(line)).toMatch(/^200/);
}
async function upload(client: Dialogue, line: string, bytes: Buffer): Promise<number> {
  const data = await client.passive();
  client.send(line);
  const { code } = await client.reply();
  if (code >= 400) return code;
  data.end(bytes);
  let last = (await client.reply()).code;
  while (last < 200) last = (await client.reply()).code;
  data.destroy();
  return last;
}
async function download(client: Dialogue, line: string): Promise<Buffer> {
  const data = await client.passive();
  const all = buffer(data);
  client.send(line);
  expect(await client.codes(2)).toEqual([150, 226]);
  data.end();
  return all;
}
async function decoded(wire: Buffer, as: Representation): Promise<{ file: Buffer; marks: string[] }> {
  const [chunks, marks]: [Buffer[], string[]] = [[], []];
  for await (const piece of decode(bytesOf(wire), as)) {
    if (Buffer.isBuffer(piece)) chunks.push(Buffer.from(piece));
    else marks.push(piece.text);
  }
  return { file: Buffer.concat(chunks), marks };
}
async function encoded(file: Buffer, as: Representation): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of encode(bytesOf(file), as, { level: 6, markers: null, offset: 0 })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('representations', () => {
  it('go together in every way: a file goes up and down, SIZE says what comes, and a listing comes too', { timeout: 30_000 }, async () => {
    const { root, session } = await served(onTestFinished, { pageStructure: true });
    const client = await session();
    for (const as of ALL) {
      const name = Object.values(as).join('-');
      await choose(client, as);
      expect([name, await upload(client, `STOR ${name}`, await encoded(TEXT, as))]).toEqual([name, 226]);
      expect((await readFile(join(root, name))).equals(TEXT)).toBe(true);
      const size = await client.ask(`SIZE ${name}`);
      const wire = await download(client, `RETR ${name}`);
      expect(size).toBe(`213 ${as.mode === 'deflated' ? (await encoded(TEXT, { ...as, mode: 'stream' })).length : wire.length}`);
      expect((await decoded(wire, as)).file.equals(TEXT)).toBe(true);
      expect((await decoded(await download(client, 'NLST'), as)).file.toString('latin1')).toContain(name);
      const facts = await download(client, 'MLSD');
      expect((as.mode === 'deflated' ? (await decoded(facts, { type: 'image', structure: 'file', mode: 'deflated' })).file : facts).toString('latin1')).toMatch(new RegExp(`^type=.* ${name}\r\n`, 'm'));
    }
  });

  it('are those of the first day after REIN', async () => {
    const { connect } = await served(onTestFinished);
    const client = await connect();
    await client.login();
    await choose(client, { type: 'ebcdic', structure: 'record', mode: 'block' });
    expect(await client.ask('STAT')).toContain('Type: ebcdic, structure: record, mode: block');
    expect(await client.ask('REIN')).toMatch(/^220/);
    expect([await client.ask('USER tester'), await client.ask('PASS secret')].map((reply) => reply.slice(0, 3))).toEqual(['331', '230']);
    expect(await client.ask('STAT')).toContain('Type: ascii, structure: file, mode: stream');
  });

  it('STRU P is refused unless it was asked for', async () => {
    const client = await (await served(onTestFinished)).session();
    expect(await client.ask('STRU P')).toMatch(/^504/);
    expect(await client.ask('TYPE L 36')).toMatch(/^504/);
  });
});

describe('an upload in blocks', () => {
  const BLOCKS: Representation = { type: 'ascii', structure: 'file', mode: 'block' };

  it('is over with its EOF, although the client keeps the connection', async () => {
    const { root, session } = await served(onTestFinished);
    const client = await session();
    await choose(client, BLOCKS);
    const data = await client.passive();
    const end = once(data, 'end');
    client.send('STOR kept');
    data.write(Buffer.from('40000568656c6c6f', 'hex'));
    expect(await client.codes(2)).toEqual([150, 226]);
    data.resume();
    await end;
    expect(String(await readFile(join(root, 'kept')))).toBe('hello');
  });

  it.each([
    ['cut in a block', '40000568', 426], ['without EOF', '00000161', 426], ['with a code that is none', '08000161', 451], ['with an EOR', '80000161', 451],
  ])('%s is refused, and nothing of it is left', async (_, wire, code) => {
    const { root, session } = await served(onTestFinished);
    const client = await session();
    await choose(client, BLOCKS);
    expect(await upload(client, 'STOR broken', Buffer.from(wire, 'hex'))).toBe(code);
    expect(await readdir(root)).toEqual([]);
    expect(await client.ask('NOOP')).toMatch(/^200/);
  });

  it('is taken up again at a confirmed marker, between CR and LF too', async () => {
    const { root, session } = await served(onTestFinished);
    const client = await session();
    await writeFile(join(root, 'name'), 'the old one');
    await choose(client, BLOCKS);
    const data = await client.passive();
    client.send('STOR name');
    data.write(Buffer.concat([Buffer.from('0000046f6e650d', 'hex'), Buffer.from('1000046d2d3237', 'hex'), Buffer.from('0000060a74776f', 'hex')]));
    expect((await client.reply()).code).toBe(150);
    const confirmed = await client.reply();
    expect(confirmed.lines).toEqual(['MARK m-27 = 3.CR']);
    data.destroy();
    expect((await client.reply()).code).toBe(426);
    expect([String(await readFile(join(root, 'name'))), String(await readFile(join(root, 'name.part')))]).toEqual(['the old one', 'one']);
    expect(await client.ask('REST 3.CR')).toMatch(/^350/);
    expect(await upload(client, 'STOR name', Buffer.from('4000050a74776f0a', 'hex').subarray(0, 8))).toBe(226);
    expect(String(await readFile(join(root, 'name')))).toBe('one\ntwo\n');
    expect(await readdir(root)).toEqual(['name']);
  });
});

describe('a download in blocks', () => {
  it('has markers, at which it can be taken up again', async () => {
    const { root, session } = await served(onTestFinished, { markerInterval: 100_000 });
    const as: Representation = { type: 'ascii', structure: 'file', mode: 'block' };
    await writeFile(join(root, 'long'), Buffer.concat(Array.from({ length: 20 }, () => TEXT)));
    const client = await session();
    await choose(client, as);
    const whole = await decoded(await download(client, 'RETR long'), as);
    expect(whole.marks.length).toBeGreaterThan(1);
    expect(whole.file.length).toBe(20 * TEXT.length);
    expect(await client.ask(`REST ${whole.marks[1]!}`)).toMatch(/^350/);
    const rest = await decoded(await download(client, 'RETR long'), as);
    expect(rest.file.equals(whole.file.subarray(Number(whole.marks[1])))).toBe(true);
  });

  it('is refused where STRU P cannot hold the file', async () => {
    const { root, session } = await served(onTestFinished, { pageStructure: true });
    await writeFile(join(root, 'large'), Buffer.alloc(70_000));
    const client = await session();
    await choose(client, { type: 'image', structure: 'page', mode: 'stream' });
    await client.passive();
    expect(await client.ask('RETR large')).toMatch(/^450/);
  });
});
