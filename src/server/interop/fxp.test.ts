import { once } from 'node:events';
import { createConnection } from 'node:net';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseHostPort, scanPassiveReply } from '../../wire/host-port.ts';
import type { Dialogue } from '../dialogue.ts';
import { served, type Served } from '../served.ts';
import { present, run } from './program.ts';

/** Two servers and a client, each with an address of its own. */
const FIRST = '127.0.0.1';
const SECOND = '127.0.0.2';
const CLIENT = '127.0.0.3';
const BODY = 'from one server to the other\n';

async function twoServers(): Promise<{ first: Served; second: Served }> {
  const [first, second] = [await served(onTestFinished, { host: FIRST }), await served(onTestFinished, { host: SECOND })];
  await writeFile(join(first.root, 'file'), BODY);
  return { first, second };
}

async function loggedIn(server: Served): Promise<Dialogue> {
  const dialogue = await server.connect(CLIENT);
  await dialogue.login();
  expect(await dialogue.ask('TYPE I')).toMatch(/^200/);
  return dialogue;
}

/** What PASV says, as PORT takes it. */
async function passive(dialogue: Dialogue): Promise<string> {
  const said = await dialogue.ask('PASV');
  expect(scanPassiveReply(said)).not.toBeNull();
  return /\d+(?:,\d+){5}/.exec(said)![0];
}

// RFC 959 §3.2 lets a client connect two servers; RFC 2577 §3 has servers refuse it, and the reference server has no option that allows it.
describe('a transfer from server to server (FXP)', () => {
  it.each([['PASV at the one with the file', true], ['PASV at the one that stores', false]])('is refused: %s, PORT at the other', async (_, atFirst) => {
    const { first, second } = await twoServers();
    const [source, target] = await Promise.all([loggedIn(first), loggedIn(second)]);
    const address = await passive(atFirst ? source : target);
    expect(await (atFirst ? target : source).ask(`PORT ${address}`)).toMatch(/^504/);
    // A server that had taken the address would be turned away by the one that listens: only the client may come.
    const { host, port } = { host: atFirst ? FIRST : SECOND, port: parseHostPort(address)!.port };
    (atFirst ? source : target).send(atFirst ? 'RETR file' : 'STOR stolen');
    expect(await (atFirst ? source : target).codes(1)).toEqual([150]);
    const stranger = createConnection({ host, port, localAddress: atFirst ? SECOND : FIRST });
    const heard: Buffer[] = [];
    stranger.on('data', (chunk: Buffer) => heard.push(chunk)).on('error', () => {});
    stranger.write('stolen');
    await once(stranger, 'close');
    expect(Buffer.concat(heard)).toHaveLength(0);
    const own = createConnection({ host, port, localAddress: CLIENT });
    own.on('data', (chunk: Buffer) => heard.push(chunk)).end(atFirst ? '' : 'mine');
    expect(await (atFirst ? source : target).codes(1)).toEqual([226]);
    expect(atFirst ? Buffer.concat(heard).toString() : await readFile(join(second.root, 'stolen'), 'utf8')).toBe(atFirst ? BODY : 'mine');
  });

  it.skipIf(!present('lftp'))('is refused to lftp, which then carries the file itself', async () => {
    const { first, second } = await twoServers();
    const at = (server: Served, path: string): string => `ftp://tester:secret@${server.server.address.host}:${server.server.address.port}/${path}`;
    const settings = ['ftp:ssl-allow no', 'ftp:use-fxp yes', 'ftp:use-mode-z no', `net:socket-bind-ipv4 ${CLIENT}`, 'net:timeout 5', 'net:reconnect-interval-base 0'].map((setting) => `set ${setting};`).join(' ');
    const { code, stderr } = await run('lftp', ['--norc', '-c', `debug 9; ${settings} get ${at(first, 'file')} -o ${at(second, 'copy')}`], first.root);
    expect(stderr).toMatch(/PORT 127,0,0,[12],\d+,\d+\s+<--- 504/);
    expect(stderr).toContain('FXP: giving up');
    expect(code).toBe(0);
    expect(await readdir(second.root)).toContain('copy');
    expect(await readFile(join(second.root, 'copy'), 'utf8')).toBe(BODY);
  });
});
