import { chmod, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { ftp } from '../../../src/generated/ftp.ts';
import { fileConditions } from '../../../src/server/conditions/files.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import type { Condition } from '../../../src/server/session-state.ts';
import { success } from '../../../src/server/store/outcome.ts';
import { siteTarget } from '../../../src/server/site-target.ts';
import { overlayStore } from '../../overlay-store.ts';
import { clientLines } from '../client-lines.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const missing = fileConditions['path missing']!;

/** A server that acts before it has read its argument to the end, and then refuses. */
const rash = (name: string, act: Condition): Partial<ServerParts> => ({
  protocol: { ...ftp, arguments: ftp.arguments.map((entry) => (entry.name === name ? { ...entry, syntax: String.raw`^\S+ .+$` } : entry)) },
  conditions: { 'path missing': (session, asked) => !asked.on.startsWith('SITE ') && missing(session, asked), 'cannot be set': act },
});

/** A server whose SITE commands join the path to the root as it came. */
const outside = (act: (path: string) => Promise<void>): Partial<ServerParts> => ({
  conditions: {
    'path missing': (session, asked) => !asked.on.startsWith('SITE ') && missing(session, asked),
    'cannot be set': async (session, asked) => act(join(session.config.root, siteTarget(asked.on, asked.argument))).then(() => false, () => true),
  },
});

/** Servers whose SITE CHMOD and SITE UTIME do not what they say. */
export const siteFileFaults = [
  fault({
    id: 'older-commands/site-chmod-does-nothing', title: 'answers SITE CHMOD by 200 and does nothing', seen: 'a stub', caughtBy: ['older-commands/site-chmod-sets-the-mode', 'older-commands/site-chmod-takes-spaces'],
    parts: () => overlayStore(() => ({ changeFacts: async () => success(undefined) })),
  }),
  fault({
    id: 'older-commands/site-chmod-in-decimal', title: 'takes the mode of SITE CHMOD for a decimal number', seen: 'students: int(mode)', caughtBy: ['older-commands/site-chmod-sets-the-mode'],
    parts: () => overlayStore((store) => ({ changeFacts: (path, changes) => store.changeFacts(path, { ...changes, mode: Number((changes.mode ?? 0).toString(8)) & 0o777 }) })),
  }),
  fault({
    id: 'older-commands/site-chmod-empties', title: 'opens the file for writing to set its mode', seen: null, caughtBy: ['older-commands/site-chmod-keeps-the-content'],
    parts: () => overlayStore((store) => ({
      changeFacts: async (path, changes) => {
        const upload = await store.create(path);
        if (upload.ok) await upload.value.commit();
        return store.changeFacts(path, changes);
      },
    })),
  }),
  fault({
    id: 'older-commands/site-chmod-of-the-first-word', title: 'splits the argument of SITE CHMOD at every space', seen: 'students: split(" ")', caughtBy: ['older-commands/site-chmod-takes-spaces'],
    line: () => clientLines((line) => line.replace(/^(SITE CHMOD \d+ [^ \r\n]*) [^\r\n]*/, '$1')),
  }),
  fault({
    id: 'older-commands/site-chmod-reads-what-it-can', title: 'sets the octal digits that it finds and refuses the rest', seen: 'strtol() before the check', caughtBy: ['older-commands/site-chmod-698-changes-nothing', 'older-commands/site-chmod-999-changes-nothing'],
    parts: () => rash('mode-and-path', async (session, asked) => {
      const [, digits = '', name = ''] = /^([0-7]*)\S* (.+)$/.exec(asked.argument) ?? [];
      await session.store.changeFacts(`/${name}`, { mode: parseInt(digits || '0', 8) & 0o777, modified: null, created: null });
      return digits.length !== 3;
    }),
  }),
  fault({
    id: 'older-commands/site-chmod-escapes', title: 'joins the path of SITE CHMOD to the root as it came', seen: 'ProFTPD mod_site_misc CVE-2010-3867', caughtBy: ['older-commands/site-chmod-stays-inside'],
    parts: () => ({ ...outside((path) => chmod(path, 0o600)) }),
  }),
  fault({
    id: 'older-commands/site-utime-escapes', title: 'joins the path of SITE UTIME to the root as it came', seen: 'ProFTPD mod_site_misc CVE-2010-3867', caughtBy: ['older-commands/site-utime-stays-inside'],
    parts: () => ({ ...outside((path) => utimes(path, 1, 1)) }),
  }),
  fault({
    id: 'older-commands/site-needs-no-login', title: 'runs SITE commands for everybody', seen: 'ProFTPD mod_copy CVE-2015-3306', caughtBy: ['older-commands/site-chmod-needs-a-login', 'older-commands/site-utime-needs-a-login'],
    parts: () => editProtocol({}, [
      { in: ['awaitingUser', 'awaitingPassword'], on: ['SITE CHMOD', 'SITE UTIME'], when: 'cannot be set', reply: [[530]] },
      { in: ['awaitingUser', 'awaitingPassword'], on: ['SITE CHMOD', 'SITE UTIME'], reply: [[530]] },
    ]),
  }),
  fault({
    id: 'older-commands/site-words-in-capitals', title: 'knows the words of SITE in capitals alone', seen: 'students: if word == "CHMOD"', caughtBy: ['older-commands/site-words-in-any-case'],
    line: () => clientLines((line) => line.replace(/^SITE (?=[A-Z]*[a-z])\w+/, 'SITE XYZZY')),
  }),
  fault({
    id: 'older-commands/site-utime-does-nothing', title: 'answers SITE UTIME by 200 and does nothing', seen: 'a stub', caughtBy: ['older-commands/site-utime-sets-the-time', 'older-commands/site-utime-of-three-times'],
    parts: () => overlayStore(() => ({ changeFacts: async () => success(undefined) })),
  }),
  fault({
    id: 'older-commands/site-utime-sets-then-looks', title: 'sets the time of SITE UTIME before it finds that it is none', seen: 'mktime() takes month 13', caughtBy: ['older-commands/site-utime-of-a-wrong-month', 'older-commands/site-utime-of-a-wrong-word'],
    parts: () => rash('time-and-path', async (session, asked) => {
      const [, time = '', name = ''] = /^(\S+) (.+)$/.exec(asked.argument) ?? [];
      await session.store.changeFacts(`/${name}`, { modified: new Date(Date.UTC(Number(time.slice(0, 4)), 5)), mode: null, created: null });
      return !/^\d{4}(0\d|1[0-2])\d+$/.test(time);
    }),
  }),
];
