import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ftp } from '../../generated/ftp.ts';
import { vocabulary } from '../../generated/vocabulary.ts';
import { argumentCondition } from '../../machine/argument-conditions.ts';
import { Table } from '../../machine/table.ts';
import { ownProtocol } from '../../spec/own/own-protocol.ts';
import { VALUES } from '../../spec/own/values.ts';
import { accessConditions } from '../conditions/access.ts';
import { fileConditions } from '../conditions/files.ts';
import { informationConditions } from '../conditions/information.ts';
import { transferConditions } from '../conditions/transfers.ts';
import { EFFECTS } from '../effects.ts';
import { served } from '../served.ts';
import { compute } from './compute.ts';
import { Notes } from './notes.ts';
import { ownConditions, ownParts } from './own-parts.ts';

const top = join(import.meta.dirname, '../../..');
const text = await readFile(join(top, 'spec/vocabulary.md'), 'utf8');
const example = await readFile(join(top, 'examples/own-protocol/notes.md'), 'utf8');
const anything = { name: 'anything', syntax: '^.*$', example: null, wrong: null, meaning: '' };
const own = Object.keys(ownConditions(new Notes(), () => true));

describe('the vocabulary', () => {
  it.each(vocabulary.conditions.filter(({ kind }) => kind === 'argument'))('"$phrase" is decided from the bytes of the command', ({ phrase }) => {
    expect(argumentCondition(phrase, 'x', anything)).not.toBeNull();
  });

  it.each(vocabulary.conditions.filter(({ kind }) => kind !== 'argument'))('"$phrase" is answered by the server', ({ phrase }) => {
    expect(Object.keys({ ...accessConditions, ...fileConditions, ...transferConditions, ...informationConditions(new Table(ftp)) }).concat(own)).toContain(phrase);
  });

  it('has every condition that only a protocol of one\'s own can ask', () => {
    expect(vocabulary.conditions.map(({ phrase }) => phrase)).toEqual(expect.arrayContaining(own));
  });

  it('has the effects that a session performs, but for those of ABOR and of TLS', () => {
    const left = ['abort the data connection', 'protect the control connection', 'uncover the control connection'];
    expect(vocabulary.effects.map(({ name }) => name).sort()).toEqual(Object.keys(EFFECTS).filter((name) => !left.includes(name)).sort());
  });

  it('lists the values that texts may hold', () => {
    const table = text.slice(text.indexOf('| value |'), text.indexOf('## Lines'));
    expect([...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name)).toEqual([...VALUES]);
  });
});

describe('a server of a protocol in one file', () => {
  it('keeps, finds and forgets for all sessions, and knows who has logged in', async () => {
    const { protocol } = ownProtocol('notes.md', example.replace('| 200 | `READ` | {kept} |', '| 200 | `READ` | {verb} {argument}: {kept} |'));
    const { connect } = await served(onTestFinished, {}, ownParts(protocol));
    const [writer, reader] = [await connect(), await connect()];
    expect([(await writer.reply()).code, (await reader.reply()).code]).toEqual([220, 220]);
    expect(await writer.ask('KEEP a b')).toMatch(/^530/);
    expect(await writer.ask('LOGIN tester wrong')).toMatch(/^530/);
    expect(await writer.ask('LOGIN tester secret')).toMatch(/^230/);
    expect(await writer.ask('KEEP milk two litres  of it')).toBe('250 Done.');
    expect(await reader.ask('read milk')).toBe('200 READ milk: two litres  of it');
    expect(await reader.ask('FORGET milk')).toMatch(/^530/);
    expect(await writer.ask('FORGET milk')).toMatch(/^250/);
    expect(await reader.ask('READ milk')).toMatch(/^550/);
    expect(await reader.ask('READ two words')).toMatch(/^501/);
    expect(await reader.ask('BYE')).toMatch(/^221/);
    await reader.end();
  });
});

describe('notes', () => {
  it('are bounded in number and in bytes, and what is forgotten makes room', () => {
    const notes = new Notes();
    const large = 'x'.repeat(2 ** 20);
    for (let at = 0; at < 14; at += 1) expect(notes.keep(`n${at}`, large)).toBe(true);
    expect(notes.keep('last', large)).toBe(true);
    expect(notes.keep('more', large)).toBe(false);
    expect(notes.keep('last', 'short')).toBe(true);
    expect(notes.forget('n0')).toBe(large);
    expect(notes.forget('n0')).toBeUndefined();
    expect(notes.keep('more', large)).toBe(true);
    const many = new Notes();
    let kept = 0;
    while (kept < 20_000 && many.keep(`n${kept}`, '')) kept += 1;
    expect(kept).toBe(10_000);
  });
});

describe('a computation', () => {
  it.each([['2 + 3', '5'], ['-7 / 2', '-3'], ['2*3', '6'], ['99999999999999999999 - 1', '99999999999999999998'], ['1 / 0', null], ['2 +', null], ['two + 2', null], ['1 + 2 + 3', null]])('of %s is %s', (asked, result) => {
    expect(compute(asked)).toBe(result);
  });
});
