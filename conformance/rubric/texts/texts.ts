import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { FtpspecError } from '../../../src/ftpspec-error.ts';
import { didYouMean } from '../../../src/spec/near-misses.ts';

/** What every catalogue falls back to, key by key; complete. */
export const ENGLISH = 'en';

/** What the names in a text stand for. */
type TextValues = Readonly<Record<string, string | number>>;

/** The words of feedback in one language: `en.yaml` and its neighbours, a text a key. */
export interface Texts {
  readonly language: string;
  /** The text of a key with `{name}` replaced; the English one where the language has none. */
  readonly text: (key: string, values?: TextValues) => string;
}

const FOLDER = new URL('.', import.meta.url);
const loaded = new Map<string, Texts>();

/** The languages that there is a catalogue of. */
export function languages(): string[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith('.yaml')).map((name) => name.slice(0, -'.yaml'.length)).sort();
}

/** @throws FtpspecError `UNKNOWN_NAME` */
export function textsOf(language: string): Texts {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const all = languages();
  if (!all.includes(language)) throw new FtpspecError('UNKNOWN_NAME', `there is no feedback in the language "${language}"`, { hint: didYouMean(language, all) ?? `There are ${all.join(', ')}.` });
  const [own, english] = [catalogue(language), catalogue(ENGLISH)];
  const texts: Texts = {
    language,
    text: (key, values: TextValues = {}) => {
      const found = own[key] ?? english[key];
      if (found === undefined) throw new Error(`no catalogue has the text ${key}`);
      return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
    },
  };
  loaded.set(language, texts);
  return texts;
}

/** A catalogue as it stands. */
export function catalogue(language: string): Readonly<Record<string, string>> {
  return parse(readFileSync(fileURLToPath(new URL(`${language}.yaml`, FOLDER)), 'utf8')) as Record<string, string>;
}
