import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { served } from '../src/server/served.ts';
import { readMarkdown } from '../src/spec/markdown.ts';
import { formatExtendedPort, formatHostPort } from '../src/wire/host-port.ts';
import { formatLongAddress } from '../src/wire/long-address.ts';
import { ftpTable } from './catalog.ts';
import { REFERENCE_TLS } from './reference-tls.ts';

const SPEC = join(import.meta.dirname, '../spec');
const LOOPBACK = '127.0.0.1';
/** FEAT codes that stand for whole documents. */
const PSEUDO: ReadonlySet<string> = new Set(['base', 'hist', 'secu', 'feat', 'nat6']);
/** Not known, or not implemented. */
const LACKING: ReadonlySet<number> = new Set([500, 502]);
const FEATURE_ALONE = '-N/A-';

interface Entry { readonly command: string; readonly code: string; readonly type: string; readonly conformance: string; readonly documents: string }
interface Row extends Entry { readonly place: string; readonly does: string }

/** Table 1 of RFC 5797 §3; its lines go on in the next, its notes are left out. */
function registered(text: string): Entry[] {
  const table = text.slice(text.indexOf('3.  Initial Contents of Registry'), text.indexOf('                                  Table 1'));
  const rows: string[][] = [];
  for (const line of table.split('\n').filter((one) => one.startsWith('   | '))) {
    const cells = line.slice(4, -1).split('|').map((cell) => cell.trim());
    if (cells[0] !== '') rows.push(cells);
    else rows.at(-1)?.forEach((cell, at, row) => { row[at] = `${cell} ${cells[at]!}`.trim(); });
  }
  return rows.filter(([command]) => command !== 'cmd').map(([command = '', code = '', , type = '', conformance = '', documents = '']) => ({ command, code, type, conformance: conformance.replace(/ #\d/, ''), documents: documents.replace(/ #\d/, '') }));
}

/** The table of `spec/registry.md`. */
function written(text: string): Row[] {
  const tables = readMarkdown(text).filter((block) => block.kind === 'table');
  return tables.flatMap(({ rows }) => rows.map(({ cells }) => {
    const [command = '', code = '', type = '', conformance = '', documents = '', place = '', does = ''] = cells.map((cell) => cell.text);
    return { command, code, type, conformance, documents, place, does };
  }));
}

describe('the registry of commands', () => {
  let rows: Row[] = [];
  beforeAll(async () => { rows = written(await readFile(join(SPEC, 'registry.md'), 'utf8')); });

  it('is that of RFC 5797, whole', async () => {
    const entries = registered(await readFile(join(SPEC, 'sources/rfc5797.txt'), 'utf8'));
    expect(entries.length).toBeGreaterThan(60);
    expect(rows.map(({ command, code, type, conformance, documents }) => ({ command, code, type, conformance, documents }))).toEqual(entries);
  });

  it('names for each command the chapters that hold its rules, and what the specification has the server do', () => {
    const numberOf = new Map(ftpTable.protocol.rules.map(({ chapter, place }) => [chapter, Number.parseInt(basename(place), 10)]));
    const wrong: string[] = [];
    for (const { command, place, does } of rows.filter((row) => row.command !== FEATURE_ALONE)) {
      const verb = command.replace('+', '');
      if (!ftpTable.commands.has(verb)) wrong.push(`${command} has no rules`);
      const chapters = new Set(ftpTable.rows(ftpTable.canonical(verb)).map(({ rule }) => numberOf.get(rule.chapter)));
      if (![...place.matchAll(/\d+/g)].every(([number]) => chapters.has(Number(number)))) wrong.push(`${command} is not in ${place}`);
      if (does !== (ftpTable.offers(verb) ? 'offered' : 'refused')) wrong.push(`${command} is not ${does}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is what the reference server does: each command is offered or refused as it says, in HELP too, and FEAT has each code', { timeout: 60_000 }, async () => {
    const { session } = await served(onTestFinished, { tls: REFERENCE_TLS });
    const listener = createServer((socket) => socket.destroy());
    onTestFinished(() => { listener.close(); });
    await new Promise<void>((resolve) => listener.listen(0, LOOPBACK, resolve));
    const { port } = listener.address() as AddressInfo;
    const values: Readonly<Record<string, string>> = {
      user: 'tester', password: 'secret', file: 'f', host: LOOPBACK, listen: formatHostPort(LOOPBACK, port), 'listen-extended': formatExtendedPort(LOOPBACK, port), 'listen-long': formatLongAddress(LOOPBACK, port),
    };
    const wrong: string[] = [];
    for (const { command, does } of rows.filter((row) => ftpTable.commands.has(row.command))) {
      const kind = ftpTable.protocol.arguments.find(({ name }) => name === ftpTable.commands.get(command)!.argument);
      const argument = (kind?.example ?? '').replace(/\{([a-z-]+)\}/g, (_, name: string) => values[name] ?? '');
      const dialogue = await session();
      // No transfer has to wait for a connection.
      if (ftpTable.rows(ftpTable.canonical(command)).some(({ rule }) => rule.next.some((state) => ['sending', 'receiving', 'listing'].includes(state)))) await dialogue.passive();
      const code = Number((await dialogue.ask(`${command} ${argument}`.trim())).slice(0, 3));
      if (does === 'offered' ? LACKING.has(code) : code < 400) wrong.push(`${command} ${argument}: ${code}, ${does}`);
      dialogue.destroy();
    }
    expect(wrong).toEqual([]);
    const dialogue = await session();
    const help = new Set((await dialogue.ask('HELP')).match(/\b[A-Z]{3,4}\b/g));
    expect(rows.filter(({ command, does }) => ftpTable.commands.has(command) && help.has(command) !== (does === 'offered')).map(({ command }) => command)).toEqual([]);
    const labels = new Set((await dialogue.ask('FEAT')).split('\n').map((line) => line.trim().split(' ')[0]));
    expect(rows.filter(({ code }) => !PSEUDO.has(code) && !labels.has(code)).map(({ code }) => code)).toEqual([]);
  });
});
