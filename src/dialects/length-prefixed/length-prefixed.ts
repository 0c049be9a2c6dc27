import { lengthPrefixed as protocol } from '../../generated/length-prefixed.ts';
import type { Protocol } from '../../spec/model.ts';
import type { ServerParts } from '../../server/reference-server.ts';
import { formatAnswer } from './answer.ts';
import { openChannel } from './channel.ts';
import { lengthPrefixedConditions } from './conditions.ts';
import { sendingWith, type SendSettings } from './transfer.ts';
import { lengthPrefixedValues } from './values.ts';

const DEFAULTS: SendSettings = { block: 256 * 1024, rate: null };

/** The parts that make a reference server speak this protocol. */
export function lengthPrefixedParts(settings: Partial<SendSettings> = {}): Partial<ServerParts> {
  return {
    protocol,
    channel: openChannel,
    format: formatAnswer,
    values: lengthPrefixedValues,
    conditions: lengthPrefixedConditions,
    transfer: sendingWith({ ...DEFAULTS, ...settings }),
  };
}

/** One download a connection: `spec/dialects/length-prefixed/`. */
export const lengthPrefixed: { readonly protocol: Protocol; readonly parts: Partial<ServerParts>; readonly port: number } = {
  protocol, parts: lengthPrefixedParts(), port: 9999,
};
