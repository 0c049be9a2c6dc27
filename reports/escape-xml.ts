import { ciSafeMarkup } from './escape-ci.ts';

/** What XML 1.0 (fifth edition, production 2, Char) does not allow, not even as a character reference. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu;
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\r': '&#13;',
};

/** Element content: forbidden characters removed, markup characters and workflow commands written as references. */
export function xmlText(text: string): string {
  return ciSafeMarkup(text.replace(FORBIDDEN, '').replace(/[&<>"'\r]/gu, (character) => REFERENCES[character] ?? ''));
}

/** The value of an attribute, without its quotes: as {@link xmlText}, line ends and tabs as references too. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
