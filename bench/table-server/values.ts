import { asciiForm } from '../../fuzz/oracle/ascii-form.ts';
import type { Request } from '../../src/server/command-line.ts';
import type { Values } from '../../src/server/reply-text.ts';
import { formatTimeVal } from '../../src/wire/facts.ts';
import { formatHostPort } from '../../src/wire/host-port.ts';
import { quotePath } from '../../src/wire/quoted-path.ts';
import { factsOf, listingOf } from './listings.ts';
import type { TableSession } from './table-session.ts';

/** The values that the text of a reply names; only those that it can need. */
export function valuesOf(session: TableSession, { on, verb, argument }: Request, code: number): Values {
  const node = code === 213 || code === 250 || code === 212 ? session.files.at(session.path) : null;
  switch (on) {
    case 'PASV': case 'EPSV': { const port = session.source?.kind === 'passive' ? session.source.port.number : 0; return { verb, 'host-port': formatHostPort('127.0.0.1', port), port: String(port), protocols: '1', argument, problem: 'refused' }; }
    case 'SIZE': return { size: node?.kind !== 'file' ? '' : String(session.server.table.holds(session.vector, 'ascii') ? asciiForm(node.content).length : node.content.length), verb, path: session.path, problem: 'refused' };
    case 'MDTM': return { modified: node === null ? '' : formatTimeVal(node.changed) ?? '', verb, path: session.path, problem: 'refused' };
    case 'MLST': { const path = argument === '' ? session.cwd : session.path; const shown = session.files.at(path); return { facts: shown === null ? [] : [` ${factsOf(shown, path)}`], path, verb, problem: 'refused' }; }
    case 'PWD': return { quoted: quotePath(session.cwd) };
    case 'MKD': return { quoted: quotePath(session.path), path: session.path, verb, problem: 'refused' };
    case 'FEAT': return { features: session.server.offered.features };
    case 'STAT': return { server: 'table', status: [' Connected'], path: session.path, listing: listingOf('LIST', argument, session.path, session.files).split('\r\n').filter((line) => line !== '').map((line) => ` ${line}`) };
    case 'HELP': return { help: ['Commands are those of the specification.'] };
    case 'STOU': return { path: session.name, problem: 'refused', verb };
    case 'OPTS': return { option: 'MLST OPTS type;size;modify;', verb };
    default: return { argument, verb, path: session.path, user: session.user, directory: session.cwd, position: argument, problem: 'refused', protocols: '1' };
  }
}
