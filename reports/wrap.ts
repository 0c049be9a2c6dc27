/** Words in lines of at most `width` characters; a word that is longer is broken. Always at least one line. */
export function wrap(text: string, width: number): string[] {
  const most = Math.max(10, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
    for (; line.length > most; line = line.slice(most)) lines.push(line.slice(0, most));
  }
  lines.push(line);
  return lines;
}
