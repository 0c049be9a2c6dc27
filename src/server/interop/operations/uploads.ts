import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { answered, inTypeA, type Operation } from '../operation.ts';
import { CONTENT, holds, holdsTree, OLD, TEXT } from '../files.ts';
import { put } from '../place.ts';

const RESUMED = 50_000;

/** `local.bin` becomes `up.bin`. */
export const uploads = {
  'upload': {
    title: 'uploads (STOR), in place of an older file',
    prepare: (place) => put(place.root, 'up.bin', OLD),
    verify: async (place) => {
      answered(place, 'STOR', /^/, 1);
      await holds(place.root, 'up.bin');
    },
  },
  'upload-active': {
    title: 'uploads over an active connection',
    verify: async (place) => {
      assert.ok(place.said().some(({ verb, code }) => ['PORT', 'EPRT'].includes(verb) && code === 200));
      await holds(place.root, 'up.bin');
    },
  },
  'append': {
    title: 'appends (APPE)',
    prepare: (place) => put(place.root, 'up.bin', OLD),
    verify: async (place) => {
      answered(place, 'APPE', /^/, 1);
      await holds(place.root, 'up.bin', Buffer.concat([OLD, CONTENT]));
    },
  },
  'resume-upload': {
    title: 'resumes an upload (REST and STOR, or APPE)',
    prepare: (place) => put(place.root, 'up.bin', CONTENT.subarray(0, RESUMED)),
    verify: async (place) => {
      assert.ok(place.said().some(({ verb, argument }) => verb === 'APPE' || (verb === 'REST' && argument === String(RESUMED))), 'the whole file was sent');
      await holds(place.root, 'up.bin');
    },
  },
  'ascii-upload': {
    title: 'uploads a text (TYPE A)',
    verify: async (place) => {
      inTypeA(place, 'STOR');
      await holds(place.root, 'up.txt', TEXT);
    },
  },
  'unique-upload': {
    title: 'uploads under a name that the server chooses (STOU)',
    verify: async (place) => {
      answered(place, 'STOU', /^/, 1);
      const known = ['directory', 'file.bin', 'notes.txt', 'tree'];
      const made = (await readdir(place.root)).filter((name) => !known.includes(name));
      assert.equal(made.length, 1, `there are ${made.join(', ')}`);
      await holds(place.root, made[0]!);
    },
  },
  'upload-into': {
    title: 'makes the directories on the way to an upload',
    verify: (place) => holds(place.root, 'new/newer/up.bin'),
  },
  'tree-upload': {
    title: 'uploads a tree',
    verify: ({ root }) => holdsTree(join(root, 'grove')),
  },
} satisfies Record<string, Operation>;
