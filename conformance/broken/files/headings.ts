import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { anotherListing } from '../../another-listing.ts';
import { fault } from '../fault.ts';

export const headingFaults = [
  fault({
    id: 'files/pdir-is-the-root', title: 'names the root as the parent of every directory by MLSD', seen: null, caughtBy: ['files/pdir-leads-to-the-parent'],
    parts: () => anotherListing(['MLSD'], (lines) => lines.map((line) => (line.includes('type=pdir') ? line.replace(/ \.\.$/, ' /') : line))),
  }),

  fault({
    id: 'files/cdir-is-the-last-name', title: 'gives by MLSD as cdir the last name of the directory, whatever directory the session is in', seen: null, caughtBy: ['files/cdir-leads-to-the-directory'],
    parts: () => anotherListing(['MLSD'], (lines) => lines.map((line) => (line.includes('type=cdir') ? line.replace(/ \/.*\/([^/]+)$/, ' $1') : line))),
  }),

  fault({
    id: 'files/listings-write-names-as-they-are', title: 'writes names into listings as they are on the disk, line ends too', seen: 'students: os.listdir()', caughtBy: ['files/list-shows-no-crlf-in-a-name', 'files/nlst-shows-no-crlf-in-a-name', 'files/mlsd-shows-no-crlf-in-a-name'],
    parts: () => anotherListing(['LIST', 'NLST', 'MLSD'], async (lines, asked, session) => {
      const names = await readdir(join(session.config.root, asked.path ?? '/'));
      return [...lines, ...names.filter((name) => name.includes('\r')).map((name) => `${asked.on === 'MLSD' ? 'type=file;' : '-rw-r--r-- 1 u g 1 Jan  1 2020'} ${name}`)];
    }),
  }),
];
