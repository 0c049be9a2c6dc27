import type { ServerParts } from '../../server/reference-server.ts';
import { splitPath } from '../../server/store/path.ts';
import { checksumOf } from './conditions.ts';

/** The values that the texts name: why a request is refused, or what stands before the data. */
export const lengthPrefixedValues: ServerParts['values'] = async (_, session, asked) => {
  const { prepared } = session;
  if (prepared?.kind !== 'file') return { problem: asked.problem };
  return { problem: asked.problem, name: splitPath(asked.path ?? '/').name, size: String(prepared.file.facts.size), checksum: checksumOf(prepared.file) };
};
