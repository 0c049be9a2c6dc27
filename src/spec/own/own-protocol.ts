import { basename } from 'node:path';
import { inOrder } from '../load.ts';
import { LINTS } from '../lints.ts';
import { sources } from '../lints/sources.ts';
import { unused } from '../lints/unused.ts';
import type { Lint } from '../lint.ts';
import type { Loaded } from '../load.ts';
import { parseProtocol } from '../parse.ts';
import { slug } from '../read/slug.ts';
import { unexplorable } from './combinations.ts';
import { completeFromVocabulary, withStandingRequirements } from './complete.ts';
import { ownSources } from './own-sources.ts';
import { patience } from './patience.ts';
import { shape } from './shape.ts';
import { transferRows } from './transfer-rows.ts';
import { unknownPhrases } from './unknown-phrases.ts';

/** A file of one's own cites what it likes; and it may not ask more of the program than the vocabulary offers. */
const OWN_LINTS: readonly Lint[] = [...LINTS.filter((lint) => lint !== sources && lint !== unused), ownSources, shape, transferRows, patience];

/** What is wrong with the words of the file itself, before anything is added to it. */
const WRITTEN: readonly Lint[] = [unknownPhrases, unused];

/**
 * Reads a protocol that stands in one Markdown file. Its name is the file's, without `.md`.
 * @param path how problems and places name the file
 */
export function ownProtocol(path: string, text: string): Loaded {
  const name = slug(basename(path).replace(/\.md$/i, '').replace(/^\d+-/, '')) || 'own';
  const { protocol, margin, problems } = parseProtocol(name, [{ path, text, chapter: name }]);
  const complete = completeFromVocabulary(protocol);
  for (const part of ['conditions', 'effects', 'events', 'arguments', 'allowed', 'texts'] as const) {
    for (const definition of complete[part]) if (!(protocol[part] as readonly object[]).includes(definition)) margin.note(definition, `${path}:1`);
  }
  const reason = unexplorable(protocol);
  const behind = reason === null ? OWN_LINTS.flatMap((lint) => lint(complete, margin)) : [{ place: `${path}:1`, problem: reason }];
  const found = [...problems, ...WRITTEN.flatMap((lint) => lint(protocol, margin)), ...behind];
  return { protocol: withStandingRequirements(complete), problems: inOrder(found) };
}
