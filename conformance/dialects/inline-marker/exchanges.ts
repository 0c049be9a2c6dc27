import type { Conversation, InlineReply } from './conversation.ts';

/** The two framings of uploads: by the marker alone, or by an announced size too. */
export type Framing = 'marker' | 'length';

/** What a client sends after READY_FOR_FILE. */
export function framed(body: Uint8Array | string, framing: Framing = 'marker', size = Buffer.from(body as string).length): Buffer {
  const head = framing === 'length' ? `Size: ${size} bytes\r\nFILE_START\r\n` : 'FILE_START\r\n';
  return Buffer.concat([Buffer.from(head), Buffer.from(body as string), Buffer.from('FILE_END\r\n')]);
}

/** Sends PUT and takes the two lines that let the upload begin. */
export async function begin(session: Conversation, name: string): Promise<void> {
  const reply = await session.ask(`PUT ${name}`);
  session.require(reply.code === 150, 'INL-PRO-32', '150', `${reply.code} ${reply.text}`);
  const line = await session.line();
  session.require(line === 'READY_FOR_FILE', 'INL-PRO-R30', 'READY_FOR_FILE', line);
}

/** The reply to a whole upload. */
export async function stored(session: Conversation): Promise<void> {
  const reply = await session.reply();
  session.require(reply.code === 226, 'INL-PRO-33', '226', `${reply.code} ${reply.text}`);
}

/** Uploads a file. */
export async function put(session: Conversation, name: string, body: Uint8Array | string, framing: Framing = 'marker'): Promise<void> {
  await begin(session, name);
  await session.send(framed(body, framing));
  await stored(session);
}

/** Takes the lines between the reply to GET and the file; returns the announced size. */
export async function announced(session: Conversation, reply: InlineReply): Promise<number> {
  session.require(reply.code === 150, 'INL-PRO-23', '150', `${reply.code} ${reply.text}`);
  const line = await session.line();
  const size = /^Size: (\d+) bytes$/.exec(line)?.[1];
  if (size === undefined) session.fail('INL-PRO-R20', ['Size: N bytes'], line);
  const start = await session.line();
  session.require(start === 'FILE_START', 'INL-PRO-R20', 'FILE_START', start);
  return Number(size);
}

/** Downloads a file: as many bytes as announced, then FILE_END. */
export async function get(session: Conversation, name: string): Promise<Buffer> {
  const size = await announced(session, await session.ask(`GET ${name}`));
  const body = await session.body(size);
  const end = await session.reply();
  session.require(end.code === 250, 'INL-PRO-R21', `FILE_END after ${size} bytes`, `${end.code} ${end.text}`);
  return body;
}

/** Downloads a file and requires what it holds; a rule names what is at stake. */
export async function getsBack(session: Conversation, name: string, body: Uint8Array | string, rule = 'INL-PRO-R21'): Promise<void> {
  const bytes = await get(session, name);
  const wanted = Buffer.from(body as string);
  session.require(bytes.equals(wanted), rule, `the ${wanted.length} bytes of the file`, `${bytes.length} bytes, ${difference(bytes, wanted)}`);
}

/** The entries of the listing as lines; empty when there are none. */
export async function list(session: Conversation): Promise<string[]> {
  const { text } = await session.succeeds('LIST');
  const first = /(?:FILE|DIR) .*$/s.exec(text)?.[0];
  if (first === undefined) return [];
  const lines = [first];
  for (let line = await session.line(); line !== ''; line = await session.line()) {
    session.require(!/^\d{3} /.test(line), 'INL-PRO-R11', 'an empty line after the last entry', line);
    lines.push(line);
  }
  return lines;
}

/** The statistics by name, without separators in the numbers. */
export async function statistics(session: Conversation): Promise<Map<string, string>> {
  await session.succeeds('STAT');
  const found = new Map<string, string>();
  for (let line = await session.line(); line !== ''; line = await session.line()) {
    session.require(!/^\d{3} /.test(line), 'INL-PRO-R11', 'an empty line after the last of the statistics', line);
    const [, name, value] = /^ *([A-Z][A-Za-z ]*): (.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) found.set(name, value);
  }
  return found;
}

function difference(bytes: Buffer, wanted: Buffer): string {
  const at = bytes.findIndex((byte, index) => byte !== wanted[index]);
  return at < 0 ? `the first ${bytes.length} of them right` : `different at byte ${at}`;
}
