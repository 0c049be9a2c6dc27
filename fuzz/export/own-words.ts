import { CONFIRMATIONS } from '../../src/dialects/ephemeral-port/words.ts';
import type { Protocol } from '../../src/spec/model.ts';
import { fileAct } from '../oracle/file-acts.ts';
import type { Step } from '../scenario.ts';

/** Placeholders of what every scenario reads. */
const SHARED = /\{(?:file|large|directory|full-directory)\}/;

/** What a program has to know of a protocol whose server answers in words of its own: the words with their codes, as the specification has them. */
export function ownWords({ texts }: Protocol): Readonly<Record<string, unknown>> {
  const port = texts.find(({ lines }) => lines[0]?.endsWith('{port}') === true);
  return { WORDS: Object.fromEntries(texts.flatMap(({ code, lines }) => (/[({]/.test(lines[0] ?? '(') ? [] : [[lines[0]!, code]]))), PORT: port?.lines[0]?.replace('{port}', '') ?? '', PORT_CODE: port?.code ?? 0, CONFIRMATIONS };
}

/** Steps as the fuzzer plays them over such a wire: what others read is not written or removed. */
export function sparingOwn(steps: readonly Step[]): Step[] {
  const spared = (line: string): string => (/^(?:store|delete)$/.test(fileAct(line.split(' ', 1)[0]!) ?? '') ? line.replace(SHARED, '{n99}') : line);
  return steps.map((step) => (step.act === 'send' ? { ...step, lines: step.lines.map(spared) } : step));
}
