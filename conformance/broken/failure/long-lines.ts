import { clientLines } from '../client-lines.ts';
import { eachSession } from '../each-session.ts';
import { fault, type Fault } from '../fault.ts';

/** Bytes of a line without end after which the server fails. */
const ROOM = 64 * 1024;

export const longLineFaults = [
  fault({
    id: 'failure/cuts-long-lines', title: 'takes each 512 bytes of a long line for a command', seen: 'CVE-2008-4242',
    caughtBy: ['1-kib', '8-kib', '100-kib', 'a-long-verb-of-8-kib'].map((name) => `failure/line-of-${name}`).concat('failure/long-line-hides-no-command'),
    line: () => clientLines((line) => line.replace(/[^\r\n]{512}(?=[^\r\n])/g, '$&\r\n')),
  }),

  fault({
    id: 'failure/dies-of-a-long-line', title: 'takes no client any more after a line that was too long', seen: 'CVE-2019-18217', caughtBy: ['failure/long-line-before-login'],
    parts: () => {
      let dead = false;
      return { conditions: eachSession({ refuse: () => dead }), reply: (bytes, on) => { dead ||= on === '[line too long]'; return bytes; } };
    },
  }),

  fault({
    id: 'failure/answers-no-long-line', title: 'does not answer a line that is too long', seen: 'LightFTP #27', caughtBy: ['failure/line-of-100-kib'],
    parts: () => ({ reply: (bytes, on) => (on === '[line too long]' ? Buffer.alloc(0) : bytes) }),
  }),

  fault({ id: 'failure/gathers-a-line-without-end', title: 'runs out of memory over a line that does not end', seen: 'LightFTP #5', caughtBy: ['failure/endless-line'], ...diesOfAnEndlessLine() }),
];

/** The parts and the connections of one server share what has happened. */
function diesOfAnEndlessLine(): Pick<Fault, 'parts' | 'line'> {
  let dead = false;
  return {
    parts: () => {
      dead = false;
      return { conditions: eachSession({ refuse: () => dead }) };
    },
    line: () => {
      let length = 0;
      return {
        toServer: (chunk) => {
          length = chunk.includes('\n') ? 0 : length + chunk.length;
          dead ||= length > ROOM;
          return chunk;
        },
      };
    },
  };
}
