/**
 * What CI systems take for commands in a job's output. GitHub reads `::name` at the start of a line, blanks before it
 * allowed, and `##[name]` anywhere in a line; Azure Pipelines reads `##vso[` anywhere.
 */
const LINE_START = /^((?:[^\S\n\r\u2028\u2029]|\u0085)*):(?=:)/gmu;
const ANYWHERE = /#(?=#(?:\[|vso\[))/giu;

/** Plain text in which no line can be taken for a workflow command: the first character of one is written `\xNN`. */
export function ciSafe(text: string): string {
  return text.replace(LINE_START, '$1\\x3a').replace(ANYWHERE, '\\x23');
}

/** The same for XML and HTML, by character references: the document's content does not change. */
export function ciSafeMarkup(markup: string): string {
  return markup.replace(LINE_START, '$1&#58;').replace(ANYWHERE, '&#35;');
}

/** The same for JSON text, by `\u` escapes: the parsed value does not change. */
export function ciSafeJson(json: string): string {
  return json.replace(ANYWHERE, '\\u0023');
}
