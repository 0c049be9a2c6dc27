import { basename } from 'node:path';
import { readQuotedPath } from '../../src/wire/quoted-path.ts';
import { parseTimeVal } from '../../src/wire/time-val.ts';
import type { CallSeen, Day } from './day.ts';
import { LOCAL } from './fixtures.ts';
import type { Told, ToldEntry } from './performer.ts';
import type { ClientProblem } from './problem.ts';
import { judgeListing } from './judge-listing.ts';
import { asTheyAre } from './represented.ts';
import type { Tree } from './tree.ts';

type Value = Extract<Told, { ok: true }>['value'];

/** What a call tells, and what it leaves, is what the server said and has. */
export function judgeValue(day: Day, seen: CallSeen, value: Value): ClientProblem | null {
  const { call, said, before, after } = seen;
  const problem = (rule: number, expected: string, actual: string, symptom: string): ClientProblem => ({ kind: 'value', rule: `FTP-CLI-R${rule}`, call: call.call, expected, actual, symptom });
  const reply = said.findLast((one) => one.what === 'reply');
  const text = reply?.what === 'reply' ? reply.text : '';
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  switch (call.call) {
    case 'pwd': {
      const path = readQuotedPath(text.replace(/^257[ -]/, ''))?.path;
      return path === undefined || value === path ? null : problem(17, path, shown, /"[^"]*""/.test(text.split('\n')[0]!) ? 'doubled quotes' : 'another path');
    }
    case 'size': {
      const size = /^213 (\d+)/m.exec(text)?.[1];
      return size === undefined || value === Number(size) ? null : problem(17, size, shown, 'another size');
    }
    case 'lastMod': {
      const found = /^213 (\d{14})/m.exec(text)?.[1];
      const time = found === undefined ? null : (parseTimeVal(found)?.toISOString().slice(0, 19) ?? null);
      return time === null || shown.slice(0, 19) === time ? null : problem(17, time, shown, 'another time');
    }
    case 'list': return judgeListing(day, seen, value as string | readonly ToldEntry[]);
    case 'upload': case 'append': {
      const moved = [...after.server].filter(([path, bytes]) => bytes !== null && before.server.get(path)?.equals(bytes) !== true);
      const bytes = before.local.get(call.local);
      if (bytes === undefined || bytes === null || (day.scenario.alone === true && !asTheyAre(said))) return null;
      const stored = moved.some(([path, now]) => now!.equals(call.call === 'upload' ? bytes : Buffer.concat([before.server.get(path) ?? Buffer.alloc(0), bytes])));
      const same = call.call === 'upload' ? [...after.server.values()].some((now) => now?.equals(bytes) === true) : bytes.length === 0;
      return stored || same ? null : problem(9, `${bytes.length} bytes on the server`, moved.length === 0 ? 'nothing has changed there' : moved.map(([path, now]) => `${path} has ${now?.length}`).join(', '), 'other bytes');
    }
    case 'uploadFromDir': return judgeUploads(after.server, problem);
    case 'downloadToDir': return day.scenario.alone === true ? judgeMirror(seen, problem) : judgeDownloads(seen, problem);
    default: return null;
  }
}

type Make = (rule: number, expected: string, actual: string, symptom: string) => ClientProblem;

/** Each file of the directory stands somewhere on the server. */
function judgeUploads(server: Tree, problem: Make): ClientProblem | null {
  for (const [path, bytes] of Object.entries(LOCAL)) {
    if (!path.startsWith('tree/')) continue;
    const below = path.slice('tree/'.length);
    if (![...server].some(([name, now]) => (name === below || name.endsWith(`/${below}`)) && now?.equals(bytes) === true)) return problem(9, `${below} on the server, ${bytes.length} bytes`, 'it is not there', 'a file lacks');
  }
  return null;
}

/** Each file that came stands on the server with the same bytes, and of each directory there is one that the client has whole. */
function judgeDownloads({ before, after, call }: CallSeen, problem: Make): ClientProblem | null {
  const got = [...after.local].filter(([path, bytes]) => bytes !== null && path.startsWith('got/') && before.local.get(path)?.equals(bytes) !== true);
  for (const [path, bytes] of got) {
    const name = path.slice('got/'.length);
    if (![...before.server].some(([on, there]) => (on === name || on.endsWith(`/${name}`)) && there?.equals(bytes!) === true)) return problem(8, `${name} as the server has it`, `${bytes!.length} other bytes`, 'other bytes');
  }
  const top = 'path' in call ? call.path.replace(/^\/+|\/+$/g, '') : '';
  if (!before.server.has(top)) return null;
  for (const [path, bytes] of before.server) {
    if (bytes === null || !path.startsWith(`${top}/`)) continue;
    const name = path.slice(top.length + 1);
    if (after.local.get(`got/${name}`)?.equals(bytes) !== true) return problem(8, `${name}, ${bytes.length} bytes`, after.local.has(`got/${name}`) ? 'it has other bytes' : 'it is not there', 'a file lacks');
  }
  return null;
}

/** What a program fetched under a name that the server has is one of the server's files of that name; how it lays them out, and what it adds, is its own affair. */
function judgeMirror({ before, after, said }: CallSeen, problem: Make): ClientProblem | null {
  if (!asTheyAre(said)) return null;
  for (const [path, bytes] of after.local) {
    if (bytes === null || !path.startsWith('got/')) continue;
    const there = [...before.server].filter(([name, kept]) => kept !== null && basename(name) === basename(path));
    if (there.length > 0 && !there.some(([, kept]) => kept!.equals(bytes))) return problem(8, `${basename(path)} as the server has it`, `${bytes.length} other bytes`, 'other bytes');
  }
  return null;
}
