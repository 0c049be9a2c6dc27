import type { Table } from '../machine/table.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { picturesOf, type Coverage } from './diagram.ts';
import { dotOf } from './dot.ts';
import { drawJson } from './draw-json.ts';
import { mermaidOf } from './mermaid.ts';
import { drawSvg } from './svg.ts';

export const FORMATS = ['svg', 'mermaid', 'dot', 'json'] as const;
export type DrawFormat = (typeof FORMATS)[number];

/**
 * The session machine in one of the formats; `region` draws only that one.
 * @throws FtpspecError `UNKNOWN_NAME` for a region that the protocol does not have
 */
export async function draw(table: Table, format: DrawFormat, coverage: Coverage | null, region: string | null): Promise<string> {
  const names = table.regions.map(({ name }) => name);
  if (region !== null && !names.includes(region)) throw new FtpspecError('UNKNOWN_NAME', `no region is called "${region}"`, { hint: `Regions are ${names.join(', ')}.` });
  const pictures = picturesOf(table).filter((picture) => region === null || picture.region === region);
  switch (format) {
    case 'svg': return drawSvg(table, coverage, region);
    case 'mermaid': return mermaidOf(pictures, coverage);
    case 'dot': return dotOf(pictures, coverage);
    case 'json': return drawJson(table, pictures, coverage);
  }
}
