import { ephemeralPort } from '../../src/dialects/ephemeral-port/ephemeral-port.ts';
import { inlineLength } from '../../src/dialects/inline-marker/inline-length.ts';
import { inlineMarker } from '../../src/dialects/inline-marker/inline-marker.ts';
import { lengthPrefixed } from '../../src/dialects/length-prefixed/length-prefixed.ts';
import { lengthResume } from '../../src/dialects/length-prefixed/length-resume.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';

/** What the reference server of each protocol is made of. FTP is the first: the others are measured by it. */
export const PROTOCOLS: Readonly<Record<string, Partial<ServerParts>>> = {
  'ftp': {},
  'inline-marker': inlineMarker.parts,
  'inline-length': inlineLength.parts,
  'length-prefixed': lengthPrefixed.parts,
  'length-resume': lengthResume.parts,
  'ephemeral-port': ephemeralPort.parts,
};

/** Whether files can be sent to a server of the protocol. */
export function takesFiles(protocol: string): boolean { return !protocol.startsWith('length-'); }
