import { transferConditions } from '../../server/conditions/transfers.ts';
import type { ServerParts } from '../../server/reference-server.ts';
import { OneRequestChannel } from './channel.ts';
import { lengthPrefixed } from './length-prefixed.ts';
import { POSITION } from './request-reader.ts';
import { formatResumeAnswer } from './resume-answer.ts';
import { positionOf, resumingWith } from './resume-transfer.ts';

const protocol = { ...lengthPrefixed.protocol, name: 'length-resume' };

/** Nothing is read before OK; a position that the file does not have is refused (LEN-RES-R4). */
const conditions: ServerParts['conditions'] = {
  ...lengthPrefixed.parts.conditions,
  'cannot be read': async (session, asked) => {
    if (await transferConditions['cannot be opened']!(session, asked)) return true;
    if (session.prepared?.kind !== 'file') return true;
    asked.problem = 'the position is beyond its end';
    return positionOf(session) > session.prepared.file.facts.size;
  },
};

/** The variant with a position, SHA-256 after the data, and numbered errors (chapter 3 of the specification). */
export const lengthResume: typeof lengthPrefixed = {
  protocol,
  port: lengthPrefixed.port,
  parts: {
    ...lengthPrefixed.parts, protocol, conditions,
    channel: (socket) => new OneRequestChannel(socket, POSITION),
    format: formatResumeAnswer,
    transfer: resumingWith({ block: 256 * 1024, rate: null }),
  },
};
