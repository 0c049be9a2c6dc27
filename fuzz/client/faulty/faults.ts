import { mkdir } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { Client, enterPassiveModeIPv4 } from 'basic-ftp';
import { makeCall } from '../basic-ftp/make-call.ts';
import type { Make } from '../basic-ftp/serve-calls.ts';

interface Fault { readonly open?: (patience: number) => Client; readonly make: Make }

const held: Buffer[] = [];

/** basic-ftp as somebody might have made it worse: each fault has to be found. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'believes cut downloads': { make: (client, call, stand) => (call.call === 'download' ? makeCall(client, call, stand).catch(() => null) : makeCall(client, call, stand)) },
  'believes refusals': {
    make: async (client, call, stand) => {
      if (call.call !== 'remove') return makeCall(client, call, stand);
      await client.sendIgnoringError(`DELE ${call.path}`);
      return null;
    },
  },
  'follows names in listings': {
    make: async (client, call, stand) => {
      if (call.call !== 'list') return makeCall(client, call, stand);
      const entries = await client.list(call.path);
      await mkdir(join(stand.directory, 'got'), { recursive: true });
      // Two levels: the names lead one or two up.
      for (const { name, isFile } of entries) if (isFile && !name.includes('\0')) await client.downloadTo(join(stand.directory, name), name).catch(() => null);
      return entries.map(({ name, size, isDirectory }) => ({ name, size, directory: isDirectory }));
    },
  },
  'goes wherever 227 says': {
    open: (patience) => {
      const client = new Client(patience);
      client.prepareTransfer = enterPassiveModeIPv4;
      return client;
    },
    make: makeCall,
  },
  'loses an entry': { make: async (client, call, stand) => { const value = await makeCall(client, call, stand); return call.call === 'list' && Array.isArray(value) ? value.slice(1) : value; } },
  'lets errors fly': {
    make: (client, call, stand) => makeCall(client, call, stand).catch((error: unknown) => { void Promise.reject(new Error(String(error))); throw error; }),
  },
  'dies of errors': { make: (client, call, stand) => makeCall(client, call, stand).catch(() => process.exit(3)) },
  'waits for ever': { make: (client, call, stand) => makeCall(client, call, stand).catch(() => new Promise<never>(() => {})) },
  'logs in in clear where AUTH is refused': {
    make: (client, call, stand) => makeCall(client, call, stand).catch((error: unknown) => { if (call.call !== 'access' || call.secure === false) throw error; return makeCall(client, { ...call, secure: false }, stand); }),
  },
  'protects no data': {
    make: async (client, call, stand) => {
      if (call.call !== 'access') return makeCall(client, call, stand);
      client.useDefaultSettings = async () => {};
      await makeCall(client, call, stand);
      // It takes the connection for one in clear from now on, for its data.
      Object.defineProperty(client.ftp, 'socket', { value: new Proxy(client.ftp.socket, { getPrototypeOf: () => Socket.prototype, get: (socket, key) => { const value: unknown = Reflect.get(socket, key); return typeof value === 'function' ? (value as () => void).bind(socket) : value; } }), writable: true });
      return null;
    },
  },
  'keeps everything': { make: async (client, call, stand) => { held.push(Buffer.alloc(200 * 2 ** 20, 1)); return makeCall(client, call, stand); } },
};
