import type { Rule } from '../../../src/spec/model.ts';
import { clientCheck, type ClientCheck } from '../client-check.ts';
import { ruled, without, worded } from '../edits.ts';
import type { Profile } from '../profile.ts';
import { ABSENT } from '../scene-files.ts';
import { get, list, put } from '../scene.ts';

/** Replies of FTP that are as right as the usual ones. */
export function ftpReplies(profile: Profile): ClientCheck[] {
  if (!profile.ftpReplies || !profile.login) return [];
  const manyLines = (): ReturnType<typeof worded> => worded(profile.protocol, (lines, code) => ['What follows is the reply.', ' 220 in the middle of a line', '', `${code}-and a hyphen`.slice(3), ...lines]);
  return [
    clientCheck(profile, 'gets-with-many-lines', 'fetches a file from a server whose every reply has many lines', [17], { goals: [get('bytes.bin')], parts: manyLines }, (seen) => {
      seen.connected();
      seen.fetched(17);
      seen.satisfied(17);
    }),
    clientCheck(profile, 'puts-with-many-lines', 'stores a file on a server whose every reply has many lines', [17], { goals: [put('bytes.bin')], parts: manyLines }, (seen) => {
      seen.connected();
      seen.delivered(17);
    }),
    clientCheck(profile, 'lists-with-many-lines', 'shows a listing of a server whose every reply has many lines', [17], { goals: [list], parts: manyLines }, (seen) => {
      seen.connected();
      seen.shown(17);
    }),
    clientCheck(profile, 'gets-with-125-and-250', 'fetches a file when 125 stands for 150 and 250 for 226', [18], { goals: [get('bytes.bin')], parts: () => ruled(profile, otherCodes) }, (seen) => {
      seen.connected();
      seen.fetched(18);
      seen.satisfied(18);
    }),
    clientCheck(profile, 'puts-with-125-and-250', 'stores a file when 125 stands for 150 and 250 for 226', [18], { goals: [put('bytes.bin')], parts: () => ruled(profile, otherCodes) }, (seen) => {
      seen.connected();
      seen.delivered(18);
      seen.satisfied(18);
    }),
    clientCheck(profile, 'does-not-read-texts-of-success', 'fetches a file from a server whose texts sound like failures', [17], { goals: [get('bytes.bin')], parts: () => worded(profile.protocol, (lines, code) => (parsed(profile, code) ? lines : ['550 not found, error, failed'])) }, (seen) => {
      seen.connected();
      seen.fetched(17);
      seen.satisfied(17);
    }),
    clientCheck(profile, 'does-not-read-texts-of-failure', 'tells of a refusal whose text sounds like success', [17, 11], { goals: [get(ABSENT)], parts: () => worded(profile.protocol, (lines, code) => (code >= 400 ? ['226 Transfer complete, okay'] : lines)) }, (seen) => {
      seen.named(ABSENT);
      seen.told(17);
    }),
    ...passive(profile),
  ];
}

function parsed(profile: Profile, code: number): boolean { return code === 220 || profile.protocol.replies.some((reply) => reply.code === code && reply.parsed); }

/** Each reply by another code that may stand for it. */
function otherCodes(rule: Rule): Rule {
  return { ...rule, reply: rule.reply.map((codes) => (codes.includes(150) && codes.includes(125) ? [125] : codes.includes(226) && codes.includes(250) ? [250] : codes)) };
}

function passive(profile: Profile): ClientCheck[] {
  if (!profile.table.commands.has('PASV')) return [];
  const { protocol } = without(profile, ['EPSV', 'EPRT']);
  return [
    clientCheck(profile, 'does-without-extensions', 'fetches a file from a server that knows neither EPSV nor EPRT', [7], { goals: [get('bytes.bin')], parts: () => ({ protocol }) }, (seen) => {
      seen.connected();
      seen.fetched(7);
      seen.satisfied(7);
    }),
    clientCheck(profile, 'reads-227-without-parentheses', 'finds the address in a 227 reply without parentheses', [19], { goals: [get('notes.txt')], parts: () => worded(protocol, (lines, code) => (code === 227 ? ['Entering Passive Mode {host-port}'] : lines)) }, (seen) => {
      seen.connected();
      seen.fetched(19);
    }),
  ];
}
