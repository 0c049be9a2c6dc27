import assert from 'node:assert/strict';
import { answered, type Operation } from '../operation.ts';
import { LEAVES } from '../files.ts';

const NAMES = ['directory', 'file.bin', 'notes.txt', 'tree'];

/** Listings of the served directory, to standard output. */
export const listings = {
  'list': {
    title: 'lists a directory in detail (LIST)',
    verify: (place, { stdout }) => {
      answered(place, 'LIST', /^/, 1);
      assert.match(stdout.toString(), /300000.*file\.bin/);
      for (const name of NAMES) assert.ok(stdout.includes(name), `${name} is not listed`);
    },
  },
  'names': {
    title: 'lists names (NLST)',
    verify: (place, { stdout }) => {
      answered(place, 'NLST', /^/, 1);
      const lines = stdout.toString().split(/\r?\n/).map((line) => line.trim());
      for (const name of NAMES) assert.ok(lines.includes(name), `${name} is not listed in ${lines.join(', ')}`);
    },
  },
  'facts': {
    title: 'lists facts (MLSD)',
    verify: (place, { stdout }) => {
      answered(place, 'MLSD', /^/, 1);
      assert.match(stdout.toString(), /300000.*file\.bin|file\.bin.*300000/);
      assert.match(stdout.toString(), /directory/);
    },
  },
  'find': {
    title: 'lists a whole tree',
    verify: (_, { stdout }) => {
      for (const leaf of LEAVES) assert.match(stdout.toString(), new RegExp(`${leaf}\r?$`, 'm'));
    },
  },
  'facts-of-a-file': {
    title: 'asks for size and time of a file (SIZE, MDTM)',
    verify: (place, { stdout }) => {
      answered(place, 'SIZE');
      answered(place, 'MDTM');
      assert.match(stdout.toString(), /300000/);
    },
  },
} satisfies Record<string, Operation>;
