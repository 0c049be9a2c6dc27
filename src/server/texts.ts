import { release, type } from 'node:os';
import { formatTimeVal } from '../wire/facts.ts';
import { formatHostPort } from '../wire/host-port.ts';
import { quotePath } from '../wire/quoted-path.ts';
import type { Table } from '../machine/table.ts';
import { version } from '../version.ts';
import { factsNamed } from './conditions/facts.ts';
import { factsLine, offeredFacts } from './facts.ts';
import { HASHES } from './hashes.ts';
import { languagesOf } from './languages.ts';
import { serviceLines, serviceValues } from './services.ts';
import { statListing, statusLines } from './status.ts';
import { splitPath } from './store/path.ts';
import { transferSize } from './transfer-size.ts';
import type { Asked, SessionState } from './session-state.ts';
import type { Values } from './reply-text.ts';

const CHANGES_FACTS: ReadonlySet<string> = new Set(['MFMT', 'MFCT', 'MFF']);

/** The values that the texts of the specification name, for the answer to one command. */
export async function valuesFor(table: Table, session: SessionState, asked: Asked, code: number): Promise<Values> {
  const path = asked.path ?? asked.argument;
  return {
    argument: asked.argument,
    verb: asked.verb,
    path: session.prepared?.kind === 'upload' ? splitPath(session.prepared.upload.path).name : path,
    problem: asked.problem,
    user: session.userName,
    directory: session.directory,
    quoted: quotePath(asked.on === 'MKD' ? path : session.directory),
    port: String(session.passivePort),
    'host-port': session.ipv6 ? '' : formatHostPort(session.config.passiveAddress ?? session.local.address, session.passivePort),
    position: asked.argument,
    marker: asked.argument,
    protocols: session.ipv6 ? '2' : '1',
    server: `${session.local.address} port ${session.local.port}`,
    'data-problem': session.dataProblem,
    option: optionEcho(session, asked.argument),
    digest: asked.found,
    room: asked.found,
    identity: `Name=ftpspec; Version=${version}; OS=${type()}; OSVer=${release()}; CaseSensitive=1; DirSep=/;`,
    ...serviceValues(session, asked),
    ...(await looked(table, session, asked, code)),
  };
}

/** Values that take looking at the disk or the tables: only for the replies that show them. */
async function looked(table: Table, session: SessionState, asked: Asked, code: number): Promise<Values> {
  const entry = ['SIZE', 'MDTM', 'MLST'].includes(asked.on) ? await asked.entry() : null;
  if (code === 213 && asked.on === 'SIZE') return { size: String(await transferSize(session, asked)) };
  if (code === 213 && asked.on === 'MDTM') return { modified: (entry && formatTimeVal(entry.modified)) ?? '' };
  if (code === 250 && asked.on === 'MLST' && entry !== null) return { facts: [` ${factsLine(session, entry, asked.path ?? '/')}`] };
  if (code === 213 && CHANGES_FACTS.has(asked.on)) return { changed: await changedFacts(session, asked) };
  if (asked.on === 'STAT') return asked.argument === '' ? { status: statusLines(session) } : { listing: await statListing(session, asked) };
  if (asked.on === 'FEAT') return { features: featureLines(table, session) };
  if (asked.on === 'SITE HELP') return { help: helpLines(table, session, table.commands.has(`SITE ${asked.argument.toUpperCase()}`) ? `SITE ${asked.argument}` : 'SITE') };
  if (asked.on === 'HELP') return { help: helpLines(table, session, asked.argument) };
  return {};
}

/** The facts that MFMT, MFCT or MFF named with their values now, and the path as the client wrote it. */
async function changedFacts(session: SessionState, asked: Asked): Promise<string> {
  const now = asked.path === null ? null : await session.store.stat(asked.path);
  const entry = now?.ok ? now.value : null;
  const value: Readonly<Record<string, string>> = {
    modify: `Modify=${(entry && formatTimeVal(entry.modified)) ?? ''};`,
    create: `Create=${(entry?.created && formatTimeVal(entry.created)) ?? ''};`,
    'unix.mode': `UNIX.mode=${entry?.mode.toString(8).padStart(4, '0') ?? ''};`,
  };
  return `${factsNamed(asked).map(([fact]) => value[fact] ?? '').join('')} ${asked.argument.slice(asked.argument.indexOf(' ') + 1)}`;
}

/** RFC 2389 §3.2: each feature on a line of its own that begins with a space; RFC 3659 §7.8: a `*` after the facts shown. */
function featureLines(table: Table, session: SessionState): string[] {
  const marked = (name: string, chosen: boolean): string => `${name}${chosen ? '*' : ''}`;
  const lists: Readonly<Record<string, string>> = {
    facts: offeredFacts(session.config).map((fact) => `${marked(fact, session.facts.includes(fact.toLowerCase()))};`).join(''),
    languages: languagesOf(table.protocol).map((language) => marked(language.toUpperCase(), language === session.language)).join(';'),
    hashes: Object.keys(HASHES).map((hash) => marked(hash, hash === session.hash)).join(';'),
  };
  return table.protocol.commands.flatMap((command) => (command.feature === null || !available(table, session, command.verb) ? [] : [` ${command.feature.replace(/\{(\w+)\}/g, (_, list: string) => lists[list] ?? '')}`]));
}

function helpLines(table: Table, session: SessionState, topic: string): string[] {
  const named = table.commands.get(topic.toUpperCase());
  if (named !== undefined) return [`${named.verb} ${named.argument === 'nothing' ? '' : `<${named.argument}>`}`.trim(), ` ${named.help}${named.source.startsWith('RFC') ? ` (${named.source})` : ''}`, ...serviceLines(table, named.verb)];
  const verbs = [...table.commands.keys()].filter((verb) => !verb.includes(' ') && table.offers(verb) && available(table, session, verb));
  const rows: string[] = ['Commands:'];
  for (let at = 0; at < verbs.length; at += 10) rows.push(` ${verbs.slice(at, at + 10).join(' ')}`);
  return rows;
}

/** Whether this server has what the verb's rules make depend on a mechanism of security. */
function available(table: Table, session: SessionState, verb: string): boolean {
  return session.config.tls !== null || !table.rows(verb).some(({ rule }) => rule.when === 'mechanism offered' || rule.when === 'no mechanism offered');
}

/** RFC 3659 §7.9: the reply to OPTS MLST names the facts that are now shown. */
function optionEcho(session: SessionState, argument: string): string {
  if (/^hash( |$)/i.test(argument)) return session.hash;
  if (!/^mlst/i.test(argument)) return 'Option set.';
  return `MLST OPTS ${offeredFacts(session.config).filter((fact) => session.facts.includes(fact.toLowerCase())).map((fact) => `${fact};`).join('')}`.trimEnd();
}
