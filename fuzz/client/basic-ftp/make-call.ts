import { join } from 'node:path';
import type { Client } from 'basic-ftp';
import type { Stand, Told } from '../performer.ts';
import type { Call } from '../scenario.ts';

/** Makes a call of basic-ftp, and resolves with what a caller would look at. */
export async function makeCall(client: Client, call: Call, stand: Stand): Promise<Extract<Told, { ok: true }>['value']> {
  switch (call.call) {
    case 'access': await client.access({ host: stand.host, port: stand.port, user: stand.user, password: call.password === 'right' ? stand.password : 'wrong', secure: call.secure, secureOptions: { rejectUnauthorized: false } }); return null;
    case 'pwd': return client.pwd();
    case 'cdup': await client.cdup(); return null;
    case 'features': await client.features(); return null;
    case 'clearWorkingDir': await client.clearWorkingDir(); return null;
    case 'close': client.close(); return null;
    case 'cd': await client.cd(call.path); return null;
    case 'list': return (await client.list(call.path)).map(({ name, size, isDirectory }) => ({ name, size, directory: isDirectory }));
    case 'remove': await client.remove(call.path); return null;
    case 'ensureDir': await client.ensureDir(call.path); return null;
    case 'removeDir': await client.removeDir(call.path); return null;
    case 'removeEmptyDir': await client.removeEmptyDir(call.path); return null;
    case 'size': return client.size(call.path);
    case 'lastMod': return (await client.lastMod(call.path)).toISOString();
    case 'downloadToDir': await client.downloadToDir(join(stand.directory, 'got'), call.path); return null;
    case 'uploadFromDir': await client.uploadFromDir(join(stand.directory, 'tree'), call.path); return null;
    case 'rename': await client.rename(call.path, call.to); return null;
    case 'upload': await client.uploadFrom(join(stand.directory, call.local), call.path); return null;
    case 'append': await client.appendFrom(join(stand.directory, call.local), call.path); return null;
    case 'download': await client.downloadTo(join(stand.directory, call.startAt > 0 ? 'part.bin' : 'got.bin'), call.path, call.startAt); return null;
    case 'send': await client.send(call.line); return null;
    case 'sendIgnoringError': await client.sendIgnoringError(call.line); return null;
  }
}
