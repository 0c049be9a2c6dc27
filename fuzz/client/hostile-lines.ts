/** Entries as the listing of that verb shows them, each in its line; names hold one character a byte. */
export function hostileLines(verb: string, entries: readonly { readonly name: string; readonly directory: boolean }[]): string {
  return entries.map(({ name, directory }) => {
    if (verb === 'MLSD') return `type=${directory ? 'dir' : 'file'};size=8;modify=20240131090500; ${name}\r\n`;
    if (verb === 'NLST') return `${name}\r\n`;
    return `${directory ? 'd' : '-'}rw-r--r--   1 ftp      ftp             8 Jan 31 09:05 ${name}\r\n`;
  }).join('');
}
