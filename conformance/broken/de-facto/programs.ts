import { onlyPromised } from '../another-feature.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const VERBS = ['MFMT', 'MFCT', 'MFF', 'HASH', 'XCRC', 'XMD5', 'XSHA1', 'XSHA256', 'AVBL', 'COMB', 'CLNT', 'CSID'];

export const programFaults = [
  ...VERBS.map((verb) => onlyPromised('de-facto', verb)),

  fault({
    id: 'de-facto/csid-says-okay', title: 'answers CSID without its name', seen: null, caughtBy: ['de-facto/csid-tells-name-and-version'],
    parts: () => rewriteReplies((text, on) => (on === 'CSID' ? '200 Okay.\r\n' : text)),
  }),

  fault({
    id: 'de-facto/names-reset-the-type', title: 'goes back to TYPE A when a client names itself', seen: null, caughtBy: ['de-facto/clnt-changes-nothing', 'de-facto/csid-changes-nothing'],
    parts: () => editProtocol({ 'FTP-DEF-64': { next: ['ascii'] } }),
  }),
];
