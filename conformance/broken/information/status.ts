import { ftp } from '../../../src/generated/ftp.ts';
import { clientLines } from '../client-lines.ts';
import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

function stat(change: (text: string) => string): ReturnType<typeof rewriteReplies> {
  return rewriteReplies((text, on) => (on === 'STAT' ? change(text) : text));
}

export const statusFaults = [
  fault({
    id: 'information/stat-ignores-its-path', title: 'shows no listing by STAT with a path', seen: 'students', caughtBy: ['information/stat-lists-a-directory', 'information/stat-tells-of-a-file'],
    parts: () => stat((text) => (/^21[23]/.test(text) ? '211 All is well.\r\n' : text)),
  }),

  fault({
    id: 'information/stat-lists-for-strangers', title: 'lists a directory by STAT for whoever asks', seen: 'students: the login looked at in LIST alone', caughtBy: ['information/stat-shows-strangers-no-files'],
    parts: () => stat((text) => (text.startsWith('530') ? '213-Status:\r\n -rw-r--r-- 1 ftp ftp 6 Jan  1  2020 inside.txt\r\n213 End.\r\n' : text)),
  }),

  fault({
    id: 'information/stat-lines-like-codes', title: 'puts a code before each line of the listing in STAT', seen: 'students', caughtBy: ['information/stat-listing-is-one-reply'],
    parts: () => stat((text) => (/^21[23]/.test(text) ? text.replace(/^ /gm, '211 ') : text)),
  }),

  fault({
    id: 'information/stat-listing-outside', title: 'sends the listing of STAT after the reply', seen: 'students', caughtBy: ['information/stat-listing-is-one-reply', 'information/stat-lists-a-directory'],
    parts: () => stat((text) => (/^21[23]/.test(text) ? `213 Here it comes.\r\n${text.split('\r\n').slice(1, -2).join('\r\n')}\r\n` : text)),
  }),

  fault({
    id: 'information/stat-says-all-is-well', title: 'tells no transfer parameter by STAT', seen: 'Pure-FTPd', caughtBy: ['information/stat-tells-the-type'],
    parts: () => stat((text) => text.replace(/^ Type: .*\r\n/m, '')),
  }),

  fault({
    id: 'information/stat-in-several-replies', title: 'sends each line of its status as a reply of its own', seen: 'students: send_reply() in a loop', caughtBy: ['information/stat-status-is-one-reply'],
    parts: () => stat((text) => (text.startsWith('211') ? text.replace(/^(211-| )/gm, '211 ') : text)),
  }),

  fault({
    id: 'information/stat-waits', title: 'answers STAT when the transfer has ended', seen: 'vsftpd', caughtBy: ['information/stat-is-answered-during-a-transfer'],
    parts: () => ({ protocol: { ...ftp, commands: ftp.commands.map((command) => (command.verb === 'STAT' ? { ...command, duringTransfer: 'queued' as const } : command)) } }),
  }),

  fault({
    id: 'information/stat-lost', title: 'throws away what arrives during a transfer', seen: 'LightFTP', caughtBy: ['information/stat-during-a-transfer-is-not-lost', 'information/stat-is-answered-during-a-transfer'],
    line: () => {
      let transferring = false;
      return clientLines((line) => {
        if (line.startsWith('RETR')) transferring = true;
        return transferring && line.startsWith('STAT') ? '' : line;
      });
    },
  }),
];
