import type { Protocol } from '../../src/spec/model.ts';
import { ephemeralWire } from './ephemeral-wire.ts';
import { inlineWire } from './inline-wire.ts';
import { lengthWire } from './length-wire.ts';
import type { Wire } from './wire.ts';

const WIRES: Readonly<Record<string, (protocol: Protocol) => Wire>> = { 'inline-marker': () => inlineWire, 'length-prefixed': () => lengthWire, 'ephemeral-port': ephemeralWire };

/** The protocols whose own wire can be fuzzed. */
export const OWN_PROTOCOLS: readonly string[] = Object.keys(WIRES);

/** The wire of a protocol of one's own; null for those that have FTP's lines. */
export function wireOf(protocol: Protocol): Wire | null { return WIRES[protocol.name]?.(protocol) ?? null; }
