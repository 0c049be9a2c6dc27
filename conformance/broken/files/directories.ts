import type { SessionState } from '../../../src/server/session-state.ts';
import { fileConditions } from '../../../src/server/conditions/files.ts';
import { anotherPath, type Loose } from '../../another-path.ts';
import { eachSession } from '../each-session.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const entered = fileConditions['cannot be entered']!;

export const directoryFaults = [
  fault({
    id: 'files/pwd-shows-the-disk', title: 'shows by PWD where the directory is on its disk', seen: 'students: PWD answers os.getcwd()', caughtBy: ['files/pwd-names-what-cwd-takes'],
    parts: () => rewriteReplies((text, on) => (on === 'PWD' ? text.replace('"/', '"/srv/ftp/') : text)),
  }),

  fault({
    id: 'files/pwd-without-quotes', title: 'shows the path of PWD without quotes', seen: 'students', caughtBy: ['files/pwd-names-what-cwd-takes', 'client/walks-through-directories'],
    parts: () => rewriteReplies((text, on) => (on === 'PWD' ? text.replaceAll('"', '') : text)),
  }),

  fault({
    id: 'files/cwd-stays', title: 'says 250 to CWD and goes nowhere', seen: 'students', caughtBy: ['files/cwd-enters-a-directory', 'files/cwd-takes-several-levels', 'files/xcwd-is-cwd', 'files/relative-names-follow-cwd', 'client/walks-through-directories'],
    parts: () => ({ conditions: { 'cannot be entered': () => false } }),
  }),

  fault({
    id: 'files/cwd-enters-anything', title: 'enters any name by CWD, whether it is there or not', seen: '1541ultimate #62', caughtBy: ['files/refused-cwd-changes-nothing', 'files/cwd-to-a-file-changes-nothing', 'files/cwd-directory-missing'],
    parts: () => ({
      conditions: {
        'directory missing': (session, asked) => {
          if (asked.on === 'CWD') session.directory = asked.path ?? '/';
          return false;
        },
        'not a directory': () => false,
        'cannot be entered': () => false,
      },
    }),
  }),

  fault({
    id: 'files/cwd-moves-and-refuses', title: 'changes the directory first, and then finds that it is not there', seen: 'students', caughtBy: ['files/refused-cwd-changes-nothing', 'files/cwd-to-a-file-changes-nothing'],
    parts: () => ({
      conditions: {
        'directory missing': (session, asked) => {
          if (asked.on === 'CWD') session.directory = asked.path ?? '/';
          return fileConditions['directory missing']!(session, asked);
        },
      },
    }),
  }),

  fault({
    id: 'files/cdup-goes-to-the-top', title: 'goes to the root directory by CDUP', seen: 'students', caughtBy: ['files/cdup-goes-up-one-level'],
    parts: () => anotherPath(['CDUP'], () => '/'),
  }),

  fault({
    id: 'files/cdup-stays', title: 'says 250 to CDUP and goes nowhere', seen: 'students', caughtBy: ['files/cdup-goes-to-the-parent', 'files/cdup-goes-up-one-level', 'files/xcup-is-cdup', 'client/walks-through-directories'],
    parts: () => anotherPath(['CDUP'], (_, session) => session.directory),
  }),

  fault({
    id: 'files/cdup-appends-dots', title: 'adds /.. to the path of the working directory at the top', seen: 'students: the path is a string that nobody normalizes', caughtBy: ['files/cdup-at-the-top-stays'],
    parts: () => anotherPath(['CDUP'], (_, session) => (/^[/.]*$/.test(session.directory) ? `${session.directory === '/' ? '' : session.directory}/..` : null)),
  }),

  fault({
    id: 'files/dot-dot-goes-down', title: 'takes .. for the working directory itself', seen: 'students', caughtBy: ['files/dot-dot-is-the-parent'],
    parts: () => anotherPath(['CWD'], (argument, session) => (argument === '..' ? session.directory : null)),
  }),

  fault({
    id: 'files/slashes-count', title: 'takes each slash for the end of a directory', seen: 'students: split("/") and pop()', caughtBy: ['files/repeated-slashes-lead-to-one-place'],
    parts: () => {
      const cdup = anotherPath(['CDUP'], (_, session) => session.directory.slice(0, session.directory.lastIndexOf('/')) || '/');
      return {
        conditions: {
          ...cdup.conditions,
          'cannot be entered': async (session, asked) => {
            const refused = await entered(session, asked);
            if (!refused && asked.on === 'CWD' && asked.argument.includes('//')) session.directory = `/${asked.argument}`;
            return refused;
          },
        },
      };
    },
  }),

  fault({
    id: 'files/stor-ignores-cwd', title: 'stores relative names in the root directory', seen: 'students: CWD only changes what PWD shows', caughtBy: ['files/relative-names-follow-cwd'],
    parts: () => anotherPath(['STOR'], (argument) => (argument.startsWith('/') ? null : `/${argument}`)),
  }),

  fault({
    id: 'files/mkd-ignores-cwd', title: 'makes directories with relative names in the root directory', seen: 'students', caughtBy: ['files/mkd-follows-cwd', 'client/ensures-a-directory'],
    parts: () => anotherPath(['MKD'], (argument) => (argument.startsWith('/') ? null : `/${argument}`)),
  }),

  fault({
    id: 'files/one-directory-for-all', title: 'changes the working directory of every session', seen: 'students: os.chdir() in a server with threads', caughtBy: ['files/sessions-have-their-own-directory'],
    parts: () => {
      const sessions = new Set<SessionState>();
      const shared = eachSession({ begins: (session) => sessions.add(session), ends: (session) => sessions.delete(session) });
      return {
        conditions: {
          ...shared,
          'cannot be entered': async (session, asked) => {
            const refused = await entered(session, asked);
            if (!refused) for (const one of sessions as Set<Loose<SessionState>>) one.directory = session.directory;
            return refused;
          },
        },
      };
    },
  }),

  fault({
    id: 'files/cwd-resets-the-type', title: 'goes back to TYPE A with each CWD', seen: null, caughtBy: ['files/cwd-keeps-the-type'],
    parts: () => editProtocol({ 'FTP-FIL-7': { next: ['ascii'] } }),
  }),
];
