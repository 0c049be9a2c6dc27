/** One tag of a markup text, for the tests: enough of XML to tell whether a document is well-formed and what is in it. */
export interface Tag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: Readonly<Record<string, string>>;
}

const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>/uy;
const TEXT = /(?:[^<&]|&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[\da-f]+);)+/uiy;
const ATTRIBUTE = /([\w:-]+)(?:="([^"]*)")?/gu;

/** Splits markup into tags and text. Throws, with the offset, at the first character that fits neither. */
export function markupTokens(markup: string): { readonly tags: Tag[]; readonly text: string } {
  const tags: Tag[] = [];
  let text = '';
  for (let at = 0; at < markup.length;) {
    TAG.lastIndex = TEXT.lastIndex = at;
    const words = TEXT.exec(markup);
    const tag = words ? null : TAG.exec(markup);
    if (words) text += words[0];
    else if (tag) {
      const attributes = Object.fromEntries([...(tag[3] ?? '').matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, value]));
      tags.push({ name: tag[2] ?? '', kind: tag[1] ? 'close' : tag[4] ? 'empty' : 'open', attributes });
    } else throw new Error(`not markup at ${at}: ${JSON.stringify(markup.slice(at, at + 60))}`);
    at = words ? TEXT.lastIndex : TAG.lastIndex;
  }
  return { tags, text };
}

/** Throws unless each element is closed in order and there is one root. */
export function assertNested(tags: readonly Tag[], voids: readonly string[] = []): void {
  const open: string[] = [];
  for (const [index, { name, kind }] of tags.entries()) {
    if (index > 0 && open.length === 0) throw new Error(`<${name}> after the end of the root`);
    if (kind === 'open' && !voids.includes(name)) open.push(name);
    if (kind === 'close' && open.pop() !== name) throw new Error(`</${name}> closes nothing`);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(' ')}`);
}
