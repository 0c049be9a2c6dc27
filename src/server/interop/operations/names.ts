import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { answered, type Operation } from '../operation.ts';
import { holds, ODD_NAME } from '../files.ts';

/** Names and directories of the server. */
export const names = {
  'directories': {
    title: 'makes a directory `made`, enters it and removes `directory`',
    verify: async (place) => {
      const found = await readdir(place.root);
      assert.deepEqual([found.includes('made'), found.includes('directory')], [true, false]);
      answered(place, 'CWD', /made/);
    },
  },
  'rename': {
    title: 'renames a file',
    verify: async (place) => {
      await holds(place.root, 'moved.bin');
      assert.ok(!(await readdir(place.root)).includes('file.bin'));
    },
  },
  'delete': {
    title: 'deletes a file',
    verify: async (place) => { assert.ok(!(await readdir(place.root)).includes('file.bin')); },
  },
  'odd-name': {
    title: 'uploads and downloads under a name in UTF-8 with spaces',
    verify: async (place) => {
      await holds(place.root, ODD_NAME);
      await holds(place.here, 'got.bin');
    },
  },
} satisfies Record<string, Operation>;
