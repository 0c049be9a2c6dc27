import { clientLines } from '../client-lines.ts';
import { fault } from '../fault.ts';

/** A server that takes an experimental command for another. */
function mistakes(verb: string, other: string, title: string, caughtBy: string): ReturnType<typeof fault> {
  return fault({ id: `files/${verb.toLowerCase()}-is-something-else`, title, seen: null, caughtBy: [caughtBy], line: () => clientLines((line) => line.replace(new RegExp(`^${verb}( [^\\r\\n]*)?`), other)) });
}

export const xCommandFaults = [
  mistakes('XPWD', 'NOOP', 'answers 200 to XPWD', 'files/xpwd-is-pwd'),
  mistakes('XMKD', 'PWD', 'makes nothing by XMKD', 'files/xmkd-is-mkd'),
  mistakes('XCWD', 'CWD .', 'stays where it is by XCWD', 'files/xcwd-is-cwd'),
  mistakes('XCUP', 'CWD .', 'stays where it is by XCUP', 'files/xcup-is-cdup'),
  mistakes('XRMD', 'CWD .', 'removes nothing by XRMD', 'files/xrmd-is-rmd'),
];
