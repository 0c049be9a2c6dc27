import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TEST_CERTIFICATE, TEST_KEY } from '../user-client/tls-fixture.ts';
import { Client } from 'basic-ftp';
import { served } from './served.ts';
import { TLS_DEFAULTS, type TlsSettings } from './tls-settings.ts';

const settings = (changes: Partial<TlsSettings> = {}): TlsSettings => ({ ...TLS_DEFAULTS, certificate: TEST_CERTIFICATE, key: TEST_KEY, ...changes });
const trusting = { rejectUnauthorized: false };

async function place(changes: Partial<TlsSettings> = {}) {
  const all = await served(onTestFinished, { tls: settings(changes) });
  const client = new Client(10_000);
  onTestFinished(() => client.close());
  const access = (secure: boolean | 'implicit' = true, options: object = {}): Promise<unknown> =>
    client.access({ ...(secure === 'implicit' ? all.server.implicitAddress! : all.server.address), user: 'tester', password: 'secret', secure, secureOptions: { ...trusting, ...options } });
  return { ...all, client, access };
}

describe('TLS that is required', () => {
  it('refuses a login in clear, and a transfer whose data would be clear', async () => {
    const { connect, client, access } = await place({ required: true });
    const clear = await connect();
    await clear.reply();
    expect(await clear.ask('USER tester')).toMatch(/^530 TLS has to come first/);
    await access();
    expect((await client.sendIgnoringError('PROT C')).code).toBe(534);
    expect((await client.list()).length).toBe(0);
  });
});

describe('implicit TLS', () => {
  it('greets under TLS, on a port of its own, beside the other', async () => {
    const { client, access, root, connect } = await place({ implicitPort: 0 });
    await writeFile(join(root, 'file'), 'hello\n');
    await access('implicit');
    expect(await client.size('file')).toBe(6);
    expect((await client.sendIgnoringError('AUTH TLS')).code).toBe(503);
    expect((await (await connect()).reply()).code).toBe(220);
  });
});

describe('TLS sessions', () => {
  it('have to be resumed on data connections where that is required', async () => {
    const { server, root } = await place({ sessionReuse: 'required' });
    await writeFile(join(root, 'file'), 'hello\n');
    const control = await protectedControl(server.address.port);
    expect(await control.say('USER tester', 'PASS secret', 'PBSZ 0', 'PROT P')).toEqual([331, 230, 200, 200]);
    expect(await control.retrieve('file', undefined)).toEqual([150, 522]);
    expect(control.said()).toBe('522 The data connection could not be protected: the TLS session of the control connection was not resumed.');
    // Twice: what was resumed can be resumed again.
    for (let times = 0; times < 2; times += 1) expect(await control.retrieve('file', control.socket.getSession())).toEqual([150, 226]);
    const other = await protectedControl(server.address.port);
    expect(await control.retrieve('file', other.socket.getSession())).toEqual([150, 522]);
  });
});

describe('client certificates', () => {
  it('are asked for, and nobody comes in without one of a known authority', async () => {
    const { access, client } = await place({ clientAuthorities: TEST_CERTIFICATE });
    await expect(access()).rejects.toThrow();
    client.close();
    await access(true, { cert: TEST_CERTIFICATE, key: TEST_KEY });
    expect((await client.list()).length).toBe(0);
  });
});

describe('CCC', () => {
  it('is refused unless the server allows it', async () => {
    const { access, client } = await place();
    await access();
    expect((await client.sendIgnoringError('CCC')).code).toBe(534);
    expect((await client.send('NOOP')).code).toBe(200);
  });
});

describe('a handshake', () => {
  it('that never comes is given up, and leaves nothing behind', async () => {
    const { server } = await served(onTestFinished, { tls: settings(), dataLimit: 100 });
    const socket = connectTcp(server.address.port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'data');
    socket.write('AUTH TLS\r\n');
    await once(socket, 'data');
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });
});

describe('a cut upload', () => {
  it('leaves no file', async () => {
    const { server, root } = await place();
    const control = await protectedControl(server.address.port);
    await control.say('USER tester', 'PASS secret', 'PBSZ 0', 'PROT P');
    const port = await control.passive();
    control.socket.write('STOR cut\r\n');
    expect(await control.code()).toBe(150);
    const raw = connectTcp({ port, host: '127.0.0.1' });
    const data = connectTls({ socket: raw, session: control.socket.getSession(), ...trusting }).on('error', () => {});
    await once(data, 'secureConnect');
    data.write(Buffer.alloc(50_000), () => raw.end());
    expect(await control.code()).toBe(426);
    await expect(stat(join(root, 'cut'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a protected download', () => {
  /** One that has begun, and of which nothing has been read. */
  async function unread(dataLimit: number) {
    const { server, root } = await served(onTestFinished, { tls: settings(), dataLimit });
    await writeFile(join(root, 'large'), Buffer.alloc(32 * 2 ** 20));
    const control = await protectedControl(server.address.port);
    await control.say('USER tester', 'PASS secret', 'PBSZ 0', 'PROT P');
    const port = await control.passive();
    control.socket.write('RETR large\r\n');
    expect(await control.code()).toBe(150);
    const data = connectTls({ port, host: '127.0.0.1', ...trusting }).on('error', () => {});
    onTestFinished(() => { data.destroy(); });
    await once(data, 'secureConnect');
    data.pause();
    return { control, data };
  }

  it('that nobody reads is given up', async () => {
    const { control } = await unread(300);
    expect(await control.code()).toBe(426);
    expect(await control.say('NOOP')).toEqual([200]);
  });

  it('is aborted by ABOR', async () => {
    const { control } = await unread(10_000);
    control.socket.write('ABOR\r\n');
    expect([await control.code(), await control.code()]).toEqual([426, 226]);
  });

  it('whose client leaves has failed', async () => {
    const { control, data } = await unread(10_000);
    data.resume();
    await once(data, 'data');
    data.destroy();
    expect(await control.code()).toBe(426);
  });
});

/** A control connection after AUTH TLS. */
async function protectedControl(port: number) {
  const raw = connectTcp(port, '127.0.0.1');
  await once(raw, 'data');
  raw.write('AUTH TLS\r\n');
  await once(raw, 'data');
  const socket: TLSSocket = connectTls({ socket: raw, host: '127.0.0.1', ...trusting });
  onTestFinished(() => { socket.destroy(); });
  await once(socket, 'secureConnect');
  let text = '';
  let said = '';
  let wake: (() => void) | null = null;
  socket.on('data', (chunk: Buffer) => { text += chunk.toString('latin1'); wake?.(); }).on('error', () => {});
  const line = async (): Promise<string> => {
    while (!text.includes('\r\n')) await new Promise<void>((resolve) => { wake = resolve; });
    const end = text.indexOf('\r\n');
    said = text.slice(0, end);
    text = text.slice(end + 2);
    return said;
  };
  const code = async (): Promise<number> => Number((await line()).slice(0, 3));
  const say = async (...lines: string[]): Promise<number[]> => {
    const codes: number[] = [];
    for (const one of lines) { socket.write(`${one}\r\n`); codes.push(await code()); }
    return codes;
  };
  const passive = async (): Promise<number> => {
    socket.write('EPSV\r\n');
    return Number(/\|(\d+)\|/.exec(await line())![1]);
  };
  const retrieve = async (name: string, session: Buffer | undefined): Promise<number[]> => {
    const at = await passive();
    socket.write(`RETR ${name}\r\n`);
    const data = connectTls({ port: at, host: '127.0.0.1', ...trusting, ...(session !== undefined && { session }) }).on('error', () => {});
    data.resume();
    const codes = [await code(), await code()];
    data.destroy();
    return codes;
  };
  return { socket, say, code, passive, retrieve, said: () => said };
}
