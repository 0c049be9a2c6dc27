import { terminalSafe } from './escape-terminal.ts';

/**
 * Text for an HTML element, before the renderer escapes markup: NUL and other controls written out as `\xNN`, direction
 * overrides too, line ends and tabs kept.
 */
export function htmlText(text: string): string {
  return text.replace(/[^\n\t]+/gu, terminalSafe);
}

/** What makes a drawing run code, load something or leave its place. */
const ACTIVE = /<\s*(?:script|foreignobject|iframe|image|use|style|animate|set)\b|[\s/"']on[a-z]+\s*=|javascript:|<!entity|(?:xlink:)?href\s*=\s*["']?(?!["'#])/iu;

/** The `<svg>` element of a drawing without prolog, or null when there is none or it holds anything active. */
export function inlineSvg(drawing: string): string | null {
  const start = drawing.search(/<svg\b/iu);
  const end = drawing.toLowerCase().lastIndexOf('</svg>');
  if (start < 0 || end < start) return null;
  const svg = drawing.slice(start, end + '</svg>'.length);
  return ACTIVE.test(svg) ? null : svg;
}
