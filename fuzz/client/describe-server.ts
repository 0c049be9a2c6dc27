import { escapeBytes } from '../../src/wire/escape.ts';
import type { ClientScenario, ReplyTrick, Trick } from './scenario.ts';

/** Characters of a text that are shown. */
const SHOWN = 60;

/** What the server of a day is like, in words. */
export function describeServer({ habits, tricks }: Pick<ClientScenario, 'habits' | 'tricks'>): string {
  const words = [...habits, ...tricks.map(describeTrick)];
  return words.length === 0 ? 'a server without habits' : `a server with ${words.join('; ')}`;
}

function describeTrick(trick: Trick): string {
  const which = trick.nth === 0 ? 'each' : trick.nth === 1 ? 'the first' : `number ${trick.nth}`;
  switch (trick.trick) {
    case 'reply': return `${which} ${trick.on === '' ? 'greeting' : `${trick.on}, ${trick.turn} reply`}: ${describeReply(trick.reply)}`;
    case 'address': return `${which} passive address: ${trick.host === 'stranger' ? 'another host' : 'its own host'}, port ${trick.port}`;
    case 'data': return `${which} data connection: ${trick.how} after ${trick.after} bytes${trick.known ? ', and said so' : ''}`;
    case 'listing': return `${which} listing: ${trick.entries.map(({ name }) => quoted(name)).join(', ')} as well`;
  }
}

function describeReply(reply: ReplyTrick): string {
  switch (reply.do) {
    case 'code': return `code ${String(reply.code).padStart(3, '0')}`;
    case 'replace': return `${quoted(reply.text)} in its place`;
    case 'before': return `${quoted(reply.text)} before it`;
    case 'behind': return `${quoted(reply.text)} behind it`;
    case 'cut': return `${reply.after} bytes of it, then ${reply.ending}`;
    case 'flood': return `${quoted(reply.text)} for ${reply.megabytes} MiB`;
    case 'twice': return 'sent twice';
    case 'drip': return 'byte by byte';
  }
}

function quoted(text: string): string { return `"${escapeBytes(Buffer.from(text.slice(0, SHOWN), 'latin1'))}"`; }
