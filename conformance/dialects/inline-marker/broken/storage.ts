import { fault, type Fault } from '../../../broken/fault.ts';
import { forgets, readsIn26Bits, silentlyFull, writesIn26Bits } from '../../broken-disks.ts';
import { rules } from './parts.ts';

/** Mistakes with large files, full disks and restarts. */
export const storageFaults: readonly Fault[] = [
  fault({ id: 'inline-marker/reads-in-26-bits', title: 'begins a file anew after 64 MiB', seen: 'a position that runs over', caughtBy: ['inline-marker/get-100-mib'], parts: readsIn26Bits }),
  fault({ id: 'inline-marker/writes-in-26-bits', title: 'stores the first 64 MiB of a file', seen: 'a file size limit', caughtBy: ['inline-marker/put-100-mib'], parts: writesIn26Bits }),
  fault({ id: 'inline-marker/full-and-silent', title: 'says that it stored a file for which there was no room', seen: 'students: except OSError: pass', caughtBy: ['inline-marker/put-disk-full'], parts: silentlyFull }),
  fault({ id: 'inline-marker/full-and-gone', title: 'ends the session when the disk is full', seen: null, caughtBy: ['inline-marker/put-disk-full'], parts: () => rules({ 'INL-PRO-35': { next: ['closed'] } }) }),
  fault({ id: 'inline-marker/forgets', title: 'knows after a restart only what was stored since', seen: 'files in a dictionary', caughtBy: ['inline-marker/file-survives-a-restart'], parts: forgets }),
];
