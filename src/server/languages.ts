import type { Protocol } from '../spec/model.ts';

/** The language of the texts that say nothing else (RFC 2640 §4.1). */
export const DEFAULT_LANGUAGE = 'en';

/** Tags of the languages in which a protocol has texts, the default first. */
export function languagesOf(protocol: Protocol): readonly string[] {
  return [...new Set([DEFAULT_LANGUAGE, ...protocol.texts.flatMap(({ language }) => language ?? [])])];
}

/** The language offered for a tag: the same, or that of its primary tag (RFC 2640 §4.2); the default for none. Null when there is none. */
export function languageFor(protocol: Protocol, tag: string): string | null {
  if (tag === '') return DEFAULT_LANGUAGE;
  const wanted = tag.toLowerCase();
  const offered = languagesOf(protocol);
  return offered.find((language) => language === wanted) ?? offered.find((language) => language === wanted.split('-')[0]) ?? null;
}
