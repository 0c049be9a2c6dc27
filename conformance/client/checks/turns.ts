import { escapeBytes } from '../../../src/wire/escape.ts';
import { clientCheck, type ClientCheck } from '../client-check.ts';
import { demands, type Profile } from '../profile.ts';
import { get, list, put } from '../scene.ts';
import type { Seen } from '../seen.ts';

/** Milliseconds that a late server takes for each reply: a client that does not wait is faster. */
const LATE = 150;

/** Who speaks when, and in which form. */
export function turns(profile: Profile): ClientCheck[] {
  const checks: ClientCheck[] = [];
  if (demands(profile, 1)) {
    checks.push(clientCheck(profile, 'waits-for-the-greeting', 'says nothing before a late greeting has come', [1], { goals: [get('notes.txt')], late: LATE }, (seen) => {
      seen.asked('get');
      const early = seen.played.talk.early.find(({ during }) => during === 'the greeting');
      seen.require(early === undefined, 1, 'nothing before the greeting', escapeBytes(early?.bytes.subarray(0, 100) ?? ''), 'Read the greeting first.');
    }));
  }
  checks.push(clientCheck(profile, 'waits-in-a-download', 'says nothing before a late reply to a download\'s commands has come', [4], { goals: [get('notes.txt')], late: LATE }, (seen) => {
    seen.asked('get');
    patient(seen);
  }));
  if (profile.verbs.list.length > 0) {
    checks.push(clientCheck(profile, 'waits-in-a-listing', 'says nothing before a late reply to a listing\'s commands has come', [4], { goals: [list], late: LATE }, (seen) => {
      seen.asked('list');
      patient(seen);
    }));
  }
  if (profile.verbs.put.length > 0) {
    checks.push(clientCheck(profile, 'waits-in-an-upload', 'says nothing before a late reply to an upload\'s commands has come', [4], { goals: [put('notes.txt')], late: LATE }, (seen) => {
      seen.asked('put');
      patient(seen);
    }));
  }
  checks.push(wellFormed(profile));
  return checks;
}

/** Nothing but what needs not wait came while the server had the word, after the greeting. */
function patient(seen: Seen): void {
  const early = seen.played.talk.early.find(({ during }) => during !== 'the greeting');
  seen.require(early === undefined, 4, `nothing before the reply to ${early?.during}`, escapeBytes(early?.bytes.subarray(0, 100) ?? ''), 'Read the final reply to a command, of a transfer the reply after the data, before the next command is sent.');
}

function wellFormed(profile: Profile): ClientCheck {
  return clientCheck(profile, 'says-well-formed-commands', 'says nothing that is no command', [3], { goals: [get('notes.txt')] }, (seen) => {
    seen.asked('get');
    // Trying a command that a server may not have is FTP's way to find out.
    const wrong = seen.requests.find(({ on }) => on.startsWith('[') && !(profile.login && on === '[unknown command]'));
    seen.require(wrong === undefined, 3, 'commands of the protocol', `${wrong?.on}: ${escapeBytes(seen.played.talk.said.subarray(0, 200))}`);
    if (!profile.ftpReplies) return;
    const bare = /(?<!\r)\n/.exec(seen.played.talk.said.toString('latin1'));
    seen.require(bare === null, 3, 'each line ends in CR LF', `a line that ends in LF alone: ${escapeBytes(seen.played.talk.said.subarray(0, 200))}`, String.raw`Write "\r\n", not "\n".`);
  });
}
