import { anotherListing } from '../another-listing.ts';
import { beforeConditions } from '../another-path.ts';
import { overlayStore } from '../overlay-store.ts';
import { fileConditions } from '../../src/server/conditions/files.ts';
import { transferConditions } from '../../src/server/conditions/transfers.ts';
import { resolvePath } from '../../src/server/store/path.ts';
import type { FileStore } from '../../src/server/store/file-store.ts';
import { habits } from './habits.ts';
import { legal, type Legal } from './legal.ts';

/** A server whose top has another name than `/`: absolute paths that do not begin with it lead nowhere. */
function rootedAt(id: string, title: string, top: string): Legal {
  return legal({
    id: `names/${id}`, title, why: 'RFC 959 §4.1.1: paths are the system\'s',
    conditions: beforeConditions((session, asked) => {
      const { argument } = asked;
      const absolute = argument.startsWith('/') || argument.startsWith(top);
      if (!absolute || ['USER', 'PASS'].includes(asked.on)) return;
      const inside = argument === top || argument.startsWith(`${top}/`);
      const resolved = inside ? resolvePath('/', argument.slice(top.length) || '/') : resolvePath('/', '/.nothing-of-this-name/x');
      asked.path = resolved.ok ? resolved.value : null;
      asked.entry = () => (asked.path === null ? Promise.resolve(null) : session.store.stat(asked.path).then((found) => (found.ok ? found.value : null)));
    }),
    reply: (text, on) => (on === 'PWD' || on === 'MKD' ? text.replace(/^257[ -]"\/?/, (start) => `${start.slice(0, 5)}${top}${start.endsWith('/') ? '/' : ''}`).replace(/^(257[ -]".*)\/"/, '$1"') : text),
  });
}

/** Finds names whatever their letter case is, as DOS and macOS do. */
function insensitive(store: FileStore): Partial<FileStore> {
  const found = async (path: string): Promise<string> => {
    let at = '';
    for (const part of path.split('/').slice(1)) {
      if (part === '') continue;
      const entries = await store.list(at === '' ? '/' : at);
      let name = part;
      if (entries.ok) for await (const entry of entries.value) if (entry.name.toLowerCase() === part.toLowerCase()) name = entry.name;
      at = `${at}/${name}`;
    }
    return at === '' ? '/' : at;
  };
  return {
    stat: async (path) => store.stat(await found(path)),
    list: async (path) => store.list(await found(path)),
    openRead: async (path, offset) => store.openRead(await found(path), offset),
    create: async (path, offset, mask) => store.create(await found(path), offset, mask),
    append: async (path, mask) => store.append(await found(path), mask),
    makeDirectory: async (path, mask) => store.makeDirectory(await found(path), mask),
    removeDirectory: async (path) => store.removeDirectory(await found(path)),
    remove: async (path) => store.remove(await found(path)),
    rename: async (from, to) => store.rename(await found(from), await found(to)),
  };
}

/** An empty listing is refused, as `ls` of nothing is by servers that look for matches. */
const nothingToList = (verbs: readonly string[], code: number): Partial<Legal> => ({
  ...anotherListing(verbs, (lines) => lines),
  conditions: {
    'path missing': async (session, asked) => {
      if (await fileConditions['path missing']!(session, asked)) return true;
      if (!verbs.includes(asked.on) || asked.path === null) return false;
      const entries = await session.store.list(asked.path);
      if (!entries.ok) return false;
      for await (const _ of entries.value) return false;
      return true;
    },
  },
  reply: (text, on) => (verbs.includes(on) ? text.replace(/^450(?=[ -])/gm, String(code)) : text),
});

/** Paths, names and what may be done to them. */
export const nameServers: readonly Legal[] = [
  rootedAt('real-path', 'shows paths as its system has them', '/home/user'),
  rootedAt('drive-letter', 'has a drive letter', 'C:'),
  legal({ id: 'names/case-insensitive', title: 'finds names in any letter case', why: 'RFC 959 §4.1.1: names are the system\'s', ...overlayStore(insensitive) }),
  legal({ id: 'names/cdup-at-the-top-refused', title: 'refuses CDUP at the top', why: 'RFC 959 §5.4', conditions: { 'already at the top': (session) => session.directory === '/' } }),
  legal({
    id: 'names/no-overwriting', title: 'refuses STOR of a name that exists', why: 'RFC 959 §5.4: 553',
    conditions: { 'cannot be stored': async (session, asked) => (asked.on === 'STOR' && session.restart === null && (await asked.entry()) !== null ? true : transferConditions['cannot be stored']!(session, asked)) },
  }),
  legal({
    id: 'names/no-renaming-onto-a-file', title: 'refuses RNTO of a name that exists', why: 'RFC 959 §5.4: 553',
    conditions: { 'cannot be renamed': async (session, asked) => ((await asked.entry()) !== null ? true : fileConditions['cannot be renamed']!(session, asked)) },
  }),
  legal({ id: 'names/nlst-of-nothing-550', title: 'answers 550 to NLST of an empty directory', why: 'habit of several servers', ...nothingToList(['NLST'], 550) }),
  legal({ id: 'names/nlst-of-nothing-450', title: 'answers 450 to NLST of an empty directory', why: 'RFC 959 §5.4', ...nothingToList(['NLST'], 450) }),
  legal({
    id: 'names/dele-removes-directories', title: 'removes empty directories by DELE too', why: 'decision "DELE of a directory"', protocol: habits('FTP-FIL-55'),
    conditions: {
      'not a plain file': async (session, asked) => {
        const directory = await fileConditions['not a plain file']!(session, asked);
        // One that is not empty is refused like anything else that cannot be removed.
        return directory && asked.on === 'DELE' && asked.path !== null ? (await session.store.removeDirectory(asked.path)).ok : directory;
      },
    },
  }),
  legal({
    id: 'names/rmd-removes-everything', title: 'removes directories with what is in them', why: 'decision "RMD of a full directory"', protocol: habits('FTP-FIL-17'),
    conditions: {
      'directory not empty': async (session, asked) => {
        const full = await fileConditions['directory not empty']!(session, asked);
        if (full && asked.path !== null) await empty(session.store, asked.path);
        if (full && asked.path !== null) await session.store.removeDirectory(asked.path);
        return full;
      },
    },
  }),
  legal({ id: 'names/rnfr-unchecked', title: 'looks for the file at RNTO only', why: 'decision "RNFR unchecked"', protocol: habits('FTP-FIL-51') }),
  legal({ id: 'names/rnfr-kept', title: 'keeps RNFR over other commands', why: 'decision "RNFR kept"', protocol: (protocol) => ({ ...protocol, rules: protocol.rules.filter(({ id }) => id !== 'FTP-FIL-38') }) }),
  legal({ id: 'names/rnfr-insists', title: 'answers 503 until RNTO comes', why: 'decision "RNFR insists"', protocol: habits('FTP-FIL-52') }),
  legal({
    id: 'names/facts-with-parents', title: 'shows by MLSD the directory and its parent', why: 'RFC 3659 §7.5.1',
    ...anotherListing(['MLSD'], (lines, _, session) => (session.facts.includes('type') ? ['type=cdir;modify=20240131090500;perm=el; .', 'Type=pdir;modify=20240131090500; ..', ...lines] : lines)),
  }),
  legal({ id: 'names/facts-with-the-path', title: 'names the whole path in MLST', why: 'RFC 3659 §7.3.1', reply: (text, on) => (on === 'MLST' ? text.replace(/^( [^ ]*; )(?=[^/])/m, '$1/') : text) }),
  legal({ id: 'names/times-of-directories', title: 'tells by MDTM the time of a directory', why: 'RFC 3659 §3.1: "the choice being made by the server-PI"', conditions: { 'time not told': () => false } }),
  legal({ id: 'names/missing-for-now', title: 'answers 450 to SIZE, MDTM and MLST of what is not there', why: 'RFC 3659 §3.2, §4.2, §7.2.1: "Various 4xy replies are also possible"', reply: (text, on) => (['SIZE', 'MDTM', 'MLST'].includes(on ?? '') ? text.replace(/^550/, '450') : text) }),
  legal({ id: 'names/times-with-fractions', title: 'tells times in thousandths of a second', why: 'RFC 3659 §2.3', reply: (text, on) => (on === 'MDTM' ? text.replace(/^(213 \d{14})(?=\r)/, '$1.125') : on === 'MLST' ? text.replace(/(modify=\d{14})(?!\.)/i, '$1.125') : text) }),
  legal({
    id: 'names/no-times-of-directories', title: 'tells no time of directories', why: 'RFC 3659 §3.1',
    conditions: { 'not a plain file': async (session, asked) => fileConditions['not a plain file']!(session, asked) },
  }),
];

async function empty(store: FileStore, path: string): Promise<void> {
  const entries = await store.list(path);
  if (!entries.ok) return;
  for await (const { name, kind } of entries.value) {
    const inner = `${path}/${name}`;
    if (kind === 'directory') {
      await empty(store, inner);
      await store.removeDirectory(inner);
    } else await store.remove(inner);
  }
}
