import type { Example, Place, Step } from '../model.ts';
import type { Fence } from '../markdown.ts';
import type { Report } from '../problem.ts';
import { readCode } from './reply-sequence.ts';
import { slug } from './slug.ts';

/** What the example reader needs from the chapter: how to name a line of it, and how to report one. */
interface Chapter {
  readonly slug: string;
  place(line: number): Place;
  report(line: number, problem: string): void;
}

/** A fenced `session` block. Lines that make no sense are reported and left out. */
export function readExample(fence: Fence, chapter: Chapter): Example | null {
  const head = new Map<string, string>();
  const steps: Step[] = [];
  fence.lines.forEach((line, index) => {
    const report: Report = (problem) => chapter.report(fence.line + 1 + index, problem);
    const [, key, value] = /^(title|shows|C|S|D): *(.*?)\s*$/.exec(line) ?? [];
    if (line.trim() === '') return;
    if (key === undefined || value === undefined) return report('a line of a session begins with title:, shows:, C:, S: or D:');
    if (key === 'title' || key === 'shows') {
      if (head.has(key)) report(`a session has one ${key}`);
      head.set(key, value);
      return;
    }
    const step = key === 'C' ? readSend(value) : key === 'S' ? readReply(value, report) : readData(value, report);
    if (step !== null) steps.push(step);
  });
  const title = head.get('title') ?? '';
  const shows = (head.get('shows') ?? '').split(',').map((id) => id.trim()).filter((id) => id !== '');
  const report: Report = (problem) => chapter.report(fence.line, problem);
  if (shows.length === 0) report('a session needs the rules that it shows: `shows: …`');
  if (steps.length === 0) report('a session needs steps');
  if (slug(title) === '') return report('a session needs a title'), null;
  return { id: `${chapter.slug}/${slug(title)}`, title, chapter: chapter.slug, shows, steps, place: chapter.place(fence.line) };
}

/** `PASS {wrong}   (password wrong, again)`: what trails in parentheses are facts. */
function readSend(value: string): Step {
  const [, line, facts] = /^(.*?)(?:\s+|^)\(([^()]*)\)$/.exec(value) ?? [null, value, ''];
  return { kind: 'send', line: line ?? value, facts: (facts ?? '').split(',').map((fact) => fact.trim()).filter((fact) => fact !== '') };
}

/** `226 / 250`, or `200 hello` where the text of the reply has to hold a word. */
function readReply(value: string, report: Report): Step | null {
  const [, listed, text] = /^(\d{3}(?: *\/ *\d{3})*) +([^/\s].*)$/.exec(value) ?? [];
  if (listed !== undefined && text !== undefined) {
    const step = readReply(listed, report);
    return step?.kind === 'reply' ? { ...step, text } : null;
  }
  const codes = value.split('/').map((text) => readCode(text.trim(), report)).filter((code) => code !== null);
  return codes.length === 0 ? null : { kind: 'reply', codes };
}

function readData(value: string, report: Report): Step | null {
  const [, act, text] = /^(connect|accept|receive|send|close|reset)(?: (.*))?$/.exec(value) ?? [];
  switch (act) {
    case 'send':
      if (text === undefined) return report('`D: send` needs a text'), null;
      return { kind: 'data', act, text };
    case 'receive':
      return { kind: 'data', act, text: text ?? null };
    case 'connect': case 'accept': case 'close': case 'reset':
      if (text !== undefined) report(`\`D: ${act}\` takes no text`);
      return { kind: 'data', act, text: null };
    default:
      return report(`\`${value}\` is nothing that a data connection does`), null;
  }
}
