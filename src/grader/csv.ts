/** A CSV text (RFC 4180) whose first line names the columns, as objects without the cells that are empty. Throws at a quote that is never closed. */
export function parseCsv(text: string): Record<string, string>[] {
  const rows = cells(text.replace(/^\ufeff/, ''));
  const [head = [], ...body] = rows.filter((row) => row.some((cell) => cell !== ''));
  return body.map((row) => Object.fromEntries(head.flatMap((name, at) => (row[at] === undefined || row[at] === '' ? [] : [[name.trim().toLowerCase(), row[at]]]))));
}

function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const quoted = /"((?:[^"]|"")*)"/y;
    const plain = /[^,\r\n]*/y;
    quoted.lastIndex = plain.lastIndex = at;
    const found = text[at] === '"' ? quoted.exec(text) : plain.exec(text);
    if (found === null) throw new Error('a quote is never closed');
    rows.at(-1)!.push(text[at] === '"' ? found[1]!.replaceAll('""', '"') : found[0]);
    at += found[0].length;
    const separator = /\r\n|[,\r\n]/y;
    separator.lastIndex = at;
    const ended = separator.exec(text)?.[0];
    if (ended === undefined && at < text.length) throw new Error('something follows a closing quote');
    at += ended?.length ?? 0;
    if (ended === ',' && at === text.length) rows.at(-1)!.push('');
    if (ended !== ',' && ended !== undefined) rows.push([]);
  }
  return rows;
}
