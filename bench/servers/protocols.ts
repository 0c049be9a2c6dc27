import { ephemeralPort } from '../../src/dialects/ephemeral-port/ephemeral-port.ts';
import { inlineLength } from '../../src/dialects/inline-marker/inline-length.ts';
import { inlineMarker } from '../../src/dialects/inline-marker/inline-marker.ts';
import { lengthPrefixed } from '../../src/dialects/length-prefixed/length-prefixed.ts';
import { lengthResume } from '../../src/dialects/length-prefixed/length-resume.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';

/** The protocol by which the others are measured. */
export const FTP = 'ftp';

/** What the reference server of each protocol is made of. */
export const PROTOCOLS: Readonly<Record<string, Partial<ServerParts>>> = {
  [FTP]: {},
  'inline-marker': inlineMarker.parts,
  'inline-length': inlineLength.parts,
  'length-prefixed': lengthPrefixed.parts,
  'length-resume': lengthResume.parts,
  'ephemeral-port': ephemeralPort.parts,
};

/** The ways in which files go in a protocol. */
export function verbsOf(protocol: string): readonly ('GET' | 'PUT')[] { return protocol.startsWith('length-') ? ['GET'] : ['GET', 'PUT']; }
