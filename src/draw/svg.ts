import { instance } from '@viz-js/viz';
import type { Table } from '../machine/table.ts';
import { compose, type Piece } from './compose.ts';
import { picturesOf, type Coverage } from './diagram.ts';
import { plainDot } from './dot.ts';

/**
 * The session machine as one SVG document: a picture a region, arranged to fill a page, with a legend. With a coverage what was
 * visited is marked and what was not is named.
 *
 * @param region draws only this one
 */
export async function drawSvg(table: Table, coverage: Coverage | null, region: string | null = null): Promise<string> {
  const viz = await instance();
  const pictures = picturesOf(table).filter((picture) => region === null || picture.region === region);
  const pieces: Piece[] = pictures.map((picture) => pieceOf(viz.renderString(plainDot(picture, coverage), { format: 'svg' }), picture.region));
  return compose(table, pieces, coverage, region);
}

/** The drawing without its prologue, its ids made its own. */
function pieceOf(svg: string, region: string): Piece {
  const match = /<svg width="([\d.]+)pt" height="([\d.]+)pt"\s+viewBox="([^"]+)"[^>]*>([\s\S]*)<\/svg>/.exec(svg);
  if (match === null) throw new Error(`the drawing of ${region} is no SVG`);
  const [width, height] = [Number(match[1]), Number(match[2])];
  const body = match[4]!
    .replaceAll(/<!--[\s\S]*?-->\n?/g, '')
    // Graphviz writes hyphens as references, for the sake of its comments.
    .replaceAll('&#45;', '-')
    .replaceAll(/<title>[^<]*<\/title>\n?/g, '')
    .replaceAll(/\bid="([^"]+)"/g, `id="${region}-$1"`)
    // A title is what every browser and screen reader knows as a tooltip.
    .replaceAll(/<a xlink:title="([^"]*)">/g, '<g><title>$1</title>').replaceAll('</a>', '</g>');
  return { region, width, height, viewBox: match[3]!, body };
}
