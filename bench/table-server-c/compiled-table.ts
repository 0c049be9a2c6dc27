import type { Row, Table } from '../../src/machine/table.ts';
import { ReplyTexts, type Values } from '../../src/server/reply-text.ts';
import type { Rule } from '../../src/spec/model.ts';
import { LACKING, offeredOf, USED_ONCE } from '../table-server/offered.ts';

/** What a text says that only the server knows when it says it: one byte each, that no text holds. */
const MARKS = { HOST_PORT: 1, PORT: 2, SIZE: 3, MODIFIED: 4, FACTS: 5, PATH: 6, QUOTED: 7, ARGUMENT: 8, LISTING: 11, VERB: 14, USER: 15, NAME: 16, DIRECTORY: 17 } as const;

const mark = (name: keyof typeof MARKS): string => String.fromCharCode(MARKS[name]);

/** The table and everything that it says as a header of C, for `table-server.c`. */
export function compiledTable(table: Table): string {
  const { protocol } = table;
  const { lacking, features, kinds } = offeredOf(table);
  const texts = new ReplyTexts(protocol);
  const names = [...new Set([...protocol.commands.filter(({ aliasOf }) => aliasOf === null).map(({ verb }) => verb), ...protocol.events.map(({ name }) => name)])];
  const rows: string[] = [];
  const add = (row: Row, text: Buffer): void => { rows.push(`  { { ${row.accepts.join(', ')} }, ${row.clears}u, ${row.sets}u, ${named('WHEN', row.rule.when)}, ${row.rule.reply[0]?.[0] ?? 0}, ${literal(text)}, ${text.length} },`); };
  const ons = names.map((on) => {
    const [answering, following] = [table.rows(on), table.consequences(on)].map((list) => list.filter(({ rule }) => rule.level !== 'HABIT')) as [Row[], Row[]];
    const first = rows.length;
    for (const row of answering) add(row, texts.render(row.rule, on, valuesOf(on, row.rule, features)));
    for (const row of following) add(row, Buffer.alloc(0));
    const syntax = lacking.has(on) ? '' : kinds.get(on)?.syntax ?? '';
    const atOnce = table.commands.get(on)?.duringTransfer === 'at once';
    return `  { ${literal(Buffer.from(on))}, rows + ${first}, ${answering.length}, rows + ${first + answering.length}, ${following.length}, ${Number(lacking.has(on))}, ${Number(atOnce)}, ${Number(USED_ONCE.has(on))}, ${literal(Buffer.from(posix(syntax)))}, ${Number(syntax.includes('\\0'))} },`;
  });
  const commands = protocol.commands.map(({ verb, aliasOf }) => [verb, aliasOf ?? verb] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const states = new Map(protocol.states.map(({ name, entry }) => [name, entry]));
  const whens = [...new Set(protocol.rules.map(({ when }) => when))];
  const effects = [...new Set(protocol.states.flatMap(({ entry }) => (entry === null ? [] : [entry])))];
  const fields = table.regions.map(({ states: of }) => of.map((state) => table.vector([state])));
  const shifts = fields.map((values) => Math.log2(values[1] ?? 1));
  return `${[
    `enum { REGIONS = ${table.regions.length}, ONS = ${names.length}, VERBS = ${commands.length} };`,
    `enum { ${Object.entries(MARKS).map(([name, value]) => `${name} = ${value}`).join(', ')} };`,
    `enum when { ${whens.map((when) => named('WHEN', when)).join(', ')} };`,
    `enum { EFFECT_none, ${effects.map((effect) => named('EFFECT', effect)).join(', ')} };`,
    `enum { ${names.map((on) => named('ON', on)).join(', ')} };`,
    'struct row { unsigned short accepts[REGIONS]; unsigned clears, sets; enum when when; short code; const char *text; int n; };',
    'struct on { const char *name; const struct row *answering; int answers; const struct row *following; int follows; char lacking, atOnce, once; const char *syntax; char bare; };',
    'struct verb { const char *name; int on; };',
    'struct field { unsigned char shift, mask; };',
    `static const struct row rows[] = {\n${rows.join('\n')}\n};`,
    `static const struct on ons[ONS] = {\n${ons.join('\n')}\n};`,
    `static const struct verb verbs[VERBS] = { ${commands.map(([verb, on]) => `{ "${verb}", ${named('ON', on)} }`).join(', ')} };`,
    `static const struct field fields[REGIONS] = { ${fields.map((values, r) => `{ ${shifts[r]}, ${2 ** Math.max(1, Math.ceil(Math.log2(values.length))) - 1} }`).join(', ')} };`,
    `static const unsigned char effects[REGIONS][16] = { ${table.regions.map((region) => `{ ${region.states.map((state) => named('EFFECT', states.get(state) ?? 'none')).join(', ')} }`).join(', ')} };`,
    ...['receiving', 'ascii'].map((state) => {
      const region = table.regions.findIndex((one) => one.states.includes(state));
      return `#define HOLDS_${state}(vector) (((vector) >> fields[${region}].shift & fields[${region}].mask) == ${table.regions[region]!.states.indexOf(state)})`;
    }),
    `#define LACKING ${literal(Buffer.from(LACKING))}`,
  ].join('\n')}\n`;
}

/** What `values.ts` gives, with marks for what changes. */
function valuesOf(on: string, { reply }: Rule, features: readonly string[]): Values {
  const code = reply[0]![0]!;
  const common = { verb: mark('VERB'), path: mark('PATH'), problem: 'refused', argument: mark('ARGUMENT'), protocols: '1' };
  switch (on) {
    case 'PASV': case 'EPSV': return { ...common, 'host-port': mark('HOST_PORT'), port: mark('PORT') };
    case 'SIZE': return { ...common, size: mark('SIZE') };
    case 'MDTM': return { ...common, modified: mark('MODIFIED') };
    case 'MLST': return { ...common, facts: code < 300 ? [` ${mark('FACTS')}`] : [] };
    case 'PWD': case 'MKD': return { ...common, quoted: mark('QUOTED') };
    case 'FEAT': return { features };
    case 'STAT': return { ...common, server: 'table', status: [' Connected'], listing: [mark('LISTING')] };
    case 'HELP': return { help: ['Commands are those of the specification.'] };
    case 'STOU': return { ...common, path: mark('NAME') };
    case 'OPTS': return { ...common, option: 'MLST OPTS type;size;modify;' };
    default: return { ...common, user: mark('USER'), directory: mark('DIRECTORY'), position: mark('ARGUMENT') };
  }
}

function named(kind: string, name: string): string { return `${kind}_${name.replace(/[^A-Za-z0-9]/g, '_')}`; }

/** A syntax of the specification as POSIX writes it; a NUL in a set is left to the server. */
function posix(syntax: string): string { return syntax.replaceAll('\\d', '[0-9]').replaceAll('\\S', '[^ \t\n\v\f\r\xa0]').replaceAll('\\0', '').replaceAll('\\r', '\r').replaceAll('\\n', '\n').replace('[^]*', '.*').replace('[^]+', '.+'); }

function literal(bytes: Buffer): string { return `"${Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f && !'"\\?'.includes(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)).join('')}"`; }
