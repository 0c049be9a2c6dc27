import { writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Dialogue } from './dialogue.ts';
import type { Served } from './served.ts';

/** A session for a test whose download of `large`, with this content, has begun and is not read. */
export async function unreadDownload({ root, session }: Served, content: Buffer): Promise<{ client: Dialogue; data: Socket }> {
  await writeFile(join(root, 'large'), content);
  const client = await session();
  await client.ask('TYPE I');
  const data = await client.passive();
  data.pause();
  client.send('RETR large');
  const { code } = await client.reply();
  if (code !== 150) throw new Error(`RETR was answered ${code}`);
  return { client, data };
}
