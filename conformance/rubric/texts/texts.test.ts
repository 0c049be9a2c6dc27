import { describe, expect, test } from 'vitest';
import { renderGrade } from '../../../reports/grading/grade-formats.ts';
import { sampleGrade } from '../../../reports/grading/sample-grade.ts';
import { SYMPTOMS } from '../symptoms.ts';
import { catalogue, ENGLISH, languages, textsOf } from './texts.ts';

const english = catalogue(ENGLISH);
const namesIn = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test('English is complete: every symptom has its title and its hint, and no other has one', () => {
  const wanted = SYMPTOMS.flatMap(({ id }) => [`symptom.${id}.title`, `symptom.${id}.hint`]);
  expect(Object.keys(english).filter((key) => key.startsWith('symptom.')).sort()).toEqual(wanted.sort());
  expect(SYMPTOMS.filter(({ id, byVerb }) => (byVerb === true) !== english[`symptom.${id}.title`]!.includes('{verb}')).map(({ id }) => id)).toEqual([]);
});

describe.each(languages())('the catalogue %s', (language) => {
  test('holds texts only, of keys that English has, with the same names to fill in', () => {
    for (const [key, text] of Object.entries(catalogue(language))) {
      expect([key, typeof text]).toEqual([key, 'string']);
      expect([key, namesIn(text)]).toEqual([key, namesIn(english[key] ?? 'English has no such key')]);
    }
  });
});

test('what a language leaves out is English, key by key', () => {
  const german = textsOf('de');
  expect(german.text('heading.points')).toBe('Punkte');
  expect(catalogue('de')).not.toHaveProperty('symptom.cr-in-text.title');
  expect(german.text('symptom.cr-in-text.title')).toBe(english['symptom.cr-in-text.title']);
  expect(german.text('symptom.no-reply.title', { verb: 'RNTO' })).toBe('beantwortet RNTO nicht');
  expect(() => german.text('heading.no-such')).toThrow('no catalogue has the text heading.no-such');
});

test('feedback is in the language of its grade, and what came from the server stays as it was', () => {
  const page = renderGrade(sampleGrade({ language: 'de' }), 'markdown', {});
  expect(page).toMatch(/^## Was zuerst zu beheben ist$/m);
  expect(page).toMatch(/^gekommen +257 \/ /m);
  expect(page).toMatch(/^1\. Der Server: shows the path of PWD or MKD without quotes\. Das zu beheben gibt \d+ Prüfungen frei/m);
  expect(page).not.toMatch(/What to mend|marked by hand|^## Points/m);
  expect(renderGrade(sampleGrade({ language: 'de' }), 'html', {})).toContain('<html lang="de">');
});

test('a language without a catalogue is refused with those that there are', () => {
  expect(() => textsOf('tlh')).toThrow(expect.objectContaining({ code: 'UNKNOWN_NAME', message: 'there is no feedback in the language "tlh"', hint: 'There are de, en.' }));
  expect(() => textsOf('../texts/en')).toThrow('there is no feedback');
});
