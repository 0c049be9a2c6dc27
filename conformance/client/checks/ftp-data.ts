import { formatHostPort } from '../../../src/wire/host-port.ts';
import { valuesFor } from '../../../src/server/texts.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import { clientCheck, type ClientCheck } from '../client-check.ts';
import { failingAtTheEnd, holding, withClosedPort } from '../edits.ts';
import type { Profile } from '../profile.ts';
import { get, put } from '../scene.ts';
import type { Seen } from '../seen.ts';

/** Data connections of FTP, and how transfers end. */
export function ftpData(profile: Profile): ClientCheck[] {
  if (!profile.ftpReplies) return [];
  return [...ends(profile), ...representation(profile), ...connections(profile)];
}

function ends(profile: Profile): ClientCheck[] {
  const get451 = { goals: [get('notes.txt')], parts: () => failingAtTheEnd(profile, 'file', '[source failed]') };
  return [
    clientCheck(profile, 'tells-of-451-after-the-data', 'tells of a 451 that ends a download whose data came', [11], get451, (seen) => {
      seen.asked('get');
      seen.ended(11);
      seen.told();
    }),
    clientCheck(profile, 'tells-of-452-after-an-upload', 'tells that the server had no room for a file, once it was sent', [11], { goals: [put('notes.txt')], parts: () => failingAtTheEnd(profile, 'upload', '[storage full]') }, (seen) => {
      seen.asked('put');
      seen.ended(11);
      seen.told();
    }),
    clientCheck(profile, 'opens-the-data-connection-that-was-told', 'opens the data connection where it was told, or listens where it said', [7], { goals: [get('notes.txt')] }, (seen) => {
      seen.connected();
      seen.require(seen.played.talk.moved.some(({ end }) => end === '[data done]'), 7, 'a data connection on which the file can go', seen.played.talk.moved.map(({ end }) => end).join(', ') || 'no data connection was prepared');
    }),
    clientCheck(profile, 'reads-to-the-end', 'takes the data to its end and closes only then', [8], { goals: [get('large.bin')] }, (seen) => {
      seen.asked('get');
      const [moved] = seen.played.talk.moved.filter(({ kind }) => kind === 'file');
      seen.require(moved?.end === '[data done]', 8, 'every byte is taken', moved?.end ?? 'no transfer');
    }),
  ];
}

function representation(profile: Profile): ClientCheck[] {
  if (!profile.table.commands.has('TYPE')) return [];
  const image = (kind: 'file' | 'upload') => (seen: Seen): void => {
    seen.asked(kind === 'file' ? 'get' : 'put');
    const [moved] = seen.played.talk.moved.filter((one) => one.kind === kind);
    seen.require(moved?.ascii !== true, 6, 'TYPE I before the transfer', 'the transfer ran in TYPE A', 'Send TYPE I after the login.');
  };
  return [
    clientCheck(profile, 'gets-in-image-type', 'asks for TYPE I before it fetches bytes', [6], { goals: [get('bytes.bin')] }, image('file')),
    clientCheck(profile, 'puts-in-image-type', 'asks for TYPE I before it stores bytes', [6], { goals: [put('bytes.bin')] }, image('upload')),
  ];
}

function connections(profile: Profile): ClientCheck[] {
  if (!profile.table.commands.has('PASV')) return [];
  return [
    clientCheck(profile, 'tells-of-425', 'tells that no data connection could be opened', [11], { goals: [get('notes.txt')], parts: () => holding(profile, { 'no data connection': true }) }, (seen) => {
      seen.asked('get');
      seen.ended(11);
      seen.told();
    }),
    clientCheck(profile, 'tells-of-a-refused-data-connection', 'tells that nobody listens on the data port', [11, 7], { goals: [get('notes.txt')], parts: withClosedPort }, (seen) => {
      seen.require(seen.requests.some(({ on }) => ['PASV', 'EPSV', 'PORT', 'EPRT'].includes(on)), 7, 'PASV, EPSV, PORT or EPRT', 'none of them');
      seen.ended(11);
      if (!seen.requests.some(({ on }) => on === 'PORT' || on === 'EPRT')) seen.told();
    }),
    clientCheck(profile, 'follows-no-227-elsewhere', 'does not connect to another host that a 227 reply names', [20], { goals: [get('notes.txt')], parts: elsewhere }, (seen) => {
      seen.require(seen.requests.some(({ on }) => on === 'PASV' || on === 'EPSV' || on === 'PORT' || on === 'EPRT'), 7, 'PASV, EPSV, PORT or EPRT', 'none of them');
      seen.fetched(20);
    }),
  ];
}

/** The address of somebody else, on this machine, where nobody listens. */
function elsewhere(): Partial<ServerParts> {
  return {
    values: async (table, session, asked, code) => ({ ...(await valuesFor(table, session, asked, code)), 'host-port': formatHostPort('127.0.0.66', session.passivePort) }),
  };
}
