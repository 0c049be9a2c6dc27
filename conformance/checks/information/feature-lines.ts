import { describe, type Session } from '../../session.ts';

/** The features that FEAT lists, by label in upper case, with their parameters. */
export async function featuresOf(session: Session): Promise<Map<string, string>> {
  const reply = await session.succeeds('FEAT');
  if (reply.code !== 211) session.fail('FTP-INF-R2', ['211'], describe(reply));
  const features = new Map<string, string>();
  for (const line of reply.lines.slice(1, -1)) {
    const [label = '', ...parameters] = line.trim().split(' ');
    features.set(label.toUpperCase(), parameters.join(' '));
  }
  return features;
}
