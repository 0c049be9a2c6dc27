import { describe, expect, it } from 'vitest';
import type { Representation } from '../../src/wire/representation/representation.ts';
import { WireDecoder } from '../../src/wire/representation/wire-decoder.ts';
import { deliveredUntruth } from './data-values.ts';
import { canBeMarked, lastMarkIn, partOf, planUpload } from './marks.ts';
import { Tree } from './tree.ts';
import { freshPlace } from './truth.ts';

const FILE = Buffer.from('a line\nanother one\nthe last\n');
const FORMS = (['ascii', 'image', 'ebcdic'] as const).flatMap((type) => (['block', 'compressed'] as const).map((mode): Representation => ({ type, structure: 'file', mode })));

describe('an upload with a restart marker', () => {
  it.each(FORMS)('is the file with the marker in it: $type, $mode', (form) => {
    const plan = planUpload(FILE, form, '/x');
    const pieces = decoded(form, partOf(plan, 'all', 'm-1'));
    expect(Buffer.concat(pieces.filter((piece) => Buffer.isBuffer(piece)))).toEqual(FILE);
    expect(pieces.filter((piece) => !Buffer.isBuffer(piece))).toEqual([{ text: 'm-1', afterCr: form.type === 'ascii' }]);
  });

  it.each(FORMS)('goes on behind it with what was not sent before: $type, $mode', (form) => {
    const plan = planUpload(FILE, form, '/x');
    const decoder = new WireDecoder(form);
    const before: Buffer[] = [];
    for (const piece of decoder.push(partOf(plan, 'first', 'm-1'))) {
      if (!Buffer.isBuffer(piece)) break;
      before.push(piece);
    }
    const behind = [...new WireDecoder(form, plan.inLine).push(partOf(plan, 'rest', 'm-1'))].filter((piece) => Buffer.isBuffer(piece));
    expect(Buffer.concat([...before, ...behind])).toEqual(FILE);
  });

  it('is none where the form has no markers', () => {
    expect(canBeMarked({ type: 'image', structure: 'file', mode: 'stream' })).toBe(false);
    expect(canBeMarked(null)).toBe(false);
  });
});

describe('a restart marker in a download', () => {
  it('is found where it lies, unless the data make no sense', () => {
    const form: Representation = { type: 'image', structure: 'file', mode: 'block' };
    const sent = partOf(planUpload(FILE, form, null), 'all', '14');
    expect(lastMarkIn(sent, form)).toEqual({ text: '14', at: FILE.length >> 1 });
    expect(lastMarkIn(sent.subarray(0, -4), form)).toBeNull();
    expect(lastMarkIn(FILE, { ...form, mode: 'stream' })).toBeNull();
  });

  it('is where a restarted download begins', () => {
    const form: Representation = { type: 'image', structure: 'file', mode: 'block' };
    const tree = new Tree('q', new Map());
    tree.set('/q1', { kind: 'file', content: FILE, size: FILE.length, changed: 1 });
    const place = { ...freshPlace(), ascii: null, form, mark: { file: FILE, path: '/q1', at: 7, inLine: false, text: '7' } };
    const brought = (bytes: Buffer) => deliveredUntruth({ verb: 'RETR', argument: 'q1', bytes, tree, place, now: null, home: '/' });
    expect(brought(partOf(planUpload(FILE.subarray(7), form, null), 'all', 'x'))).toBeNull();
    expect(brought(partOf(planUpload(FILE, form, null), 'all', 'x'))?.symptom).toBe('not from the mark');
  });
});

describe('a listing of a directory in which nothing is', () => {
  it('has no entry, but may show the directory itself', () => {
    const tree = new Tree('q', new Map());
    tree.set('/q1', { kind: 'directory' });
    const brought = (text: string) => deliveredUntruth({ verb: 'NLST', argument: 'q1', bytes: Buffer.from(text), tree, place: freshPlace(), now: null, home: '/' });
    expect(brought('')).toBeNull();
    expect(brought('.\r\n..\r\n')).toBeNull();
    expect(brought('(empty)\r\n')?.symptom).toBe('an entry where nothing is');
    tree.doubt('/q1/q2');
    expect(brought('q2\r\n')).toBeNull();
  });
});

function decoded(form: Representation, bytes: Buffer) {
  const decoder = new WireDecoder(form);
  return [...decoder.push(bytes), ...decoder.end()];
}
