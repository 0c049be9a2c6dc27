import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { catalog, ftpTable } from './catalog.ts';
import { startBroken } from './broken/start.ts';
import { without } from './legal/verbs.ts';
import { attachTestee, embedTestee, spawnTestee } from './start-testee.ts';
import { run } from './run.ts';
import type { CheckRecord, EndRecord, LogRecord } from './result.ts';

const USER = { user: 'tester', password: 'secret' };
const few = catalog().filter((check) => ['access/logs-in-and-out', 'files/cwd-argument-missing', 'files/dele-file-missing', 'information/opts-argument-missing', 'transfer/type-argument-missing'].includes(check.id));

async function verdictsOf(started: Awaited<ReturnType<typeof attachTestee>>, checks = few, extra: Partial<Parameters<typeof run>[0]> = {}): Promise<{ end: EndRecord; records: CheckRecord[]; log: LogRecord[] }> {
  const log: LogRecord[] = [];
  const end = await run({ table: ftpTable, checks, started, target: 'test', timeout: 250, concurrency: 4, deadline: 30_000, strict: false, reproduce: (id) => `again ${id}`, record: (record) => log.push(record), ...extra });
  return { end, log, records: log.filter((record) => record.type === 'check') };
}

/** A server that does to each connection what the script says. */
async function hostile(script: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    script(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => { for (const socket of sockets) socket.destroy(); server.close(); });
  return (server.address() as AddressInfo).port;
}

async function attach(script: (socket: Socket) => void): Promise<Awaited<ReturnType<typeof attachTestee>>> {
  return attachTestee('127.0.0.1', await hostile(script), USER, null, 250);
}

describe('a run', () => {
  it('passes on the reference server and reports what it saw of the specification', async () => {
    const started = await embedTestee(USER, null);
    onTestFinished(started.stop);
    const { end, records, log } = await verdictsOf(started, few, { timeout: 5000 });
    expect(records.map((record) => record.verdict)).toEqual(few.map(() => 'pass'));
    expect(end).toMatchObject({ reason: 'complete', exitCode: 0 });
    expect(end.states['access.loggedIn']).toBeGreaterThan(0);
    expect(log[0]).toMatchObject({ type: 'run', selected: few.length });
  });

  it('holds it once against a server that it lacks NOOP, not in each check that asks with it', { timeout: 40_000 }, async () => {
    const started = await startBroken({ parts: () => ({ protocol: without(['NOOP'])(ftpTable.protocol) }) });
    onTestFinished(started.stop);
    const asking = catalog().filter(({ id }) => /-before-login$|-argument-missing$|^information\/noop-changes-nothing$/.test(id));
    expect(asking.length).toBeGreaterThan(50);
    const { records } = await verdictsOf(started, asking, { timeout: 5000 });
    expect(records.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['information/noop-changes-nothing fail']);
  });

  it('has a clear error for a server that is not there', async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as AddressInfo; server.close(() => resolve(port)); });
    });
    await expect(attachTestee('127.0.0.1', port, USER, null, 250)).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['says nothing', () => {}],
    ['closes at once', (socket) => socket.end()],
    ['greets and hangs', (socket) => socket.write('220 hello\r\n')],
    ['sends bytes that are no FTP', (socket) => socket.write(Buffer.from('\x16\x03\x01\0\xff\xfe\x1b[31m\0\n\n\n', 'latin1'))],
    ['echoes', (socket) => { socket.write('220 x\r\n'); socket.pipe(socket); }],
    ['floods with replies', (socket) => flood(socket, '220 yes\r\n'.repeat(1000))],
    ['sends an endless line', (socket) => flood(socket, 'a'.repeat(10_000))],
  ])('ends in time, with every check accounted for, on a server that %s', { timeout: 40_000 }, async (_, script) => {
    const { end, records } = await verdictsOf(await attach(script));
    expect(end.exitCode).not.toBe(0);
    expect(end.exitCode).not.toBe(4);
    expect(records.some((record) => record.verdict === 'harness-error')).toBe(false);
    expect(['complete', 'testee-lost']).toContain(end.reason);
  });

  it('names the check that kills a server, restarts it and goes on', { timeout: 60_000 }, async () => {
    const program = `
      const net = require('net');
      net.createServer((socket) => {
        socket.on('error', () => {});
        socket.write('220 fragile\\r\\n');
        let text = '';
        socket.on('data', (chunk) => {
          text += chunk;
          for (let at = text.indexOf('\\r\\n'); at >= 0; at = text.indexOf('\\r\\n')) {
            const line = text.slice(0, at); text = text.slice(at + 2);
            if (line.startsWith('DELE')) process.exit(7);
            const verb = line.split(' ')[0];
            const code = { USER: '331 p', PASS: '230 in', NOOP: '200 ok', QUIT: '221 bye', TYPE: line === 'TYPE' ? '501 what' : '200 ok', CWD: '501 what', OPTS: '501 what' }[verb] ?? '502 no';
            socket.write(code + '\\r\\n');
            if (verb === 'QUIT') socket.end();
          }
        });
      }).listen(Number(process.argv[1]), '127.0.0.1');`;
    const started = await spawnTestee(`'${process.execPath}' -e "${program.replaceAll('\n', ' ')}" {port}`, USER, null, 2000);
    onTestFinished(started.stop);
    const { end, records } = await verdictsOf(started, few, { timeout: 2000 });
    const verdicts = Object.fromEntries(records.map((record) => [record.id, record.verdict]));
    expect(verdicts['files/dele-file-missing']).toBe('crash');
    expect(records.find((record) => record.verdict === 'crash')?.reason).toContain('exit status 7');
    expect(verdicts['access/logs-in-and-out']).toBe('pass');
    expect(verdicts['transfer/type-argument-missing']).toBe('pass');
    expect(end).toMatchObject({ reason: 'complete', exitCode: 1 });
  });

  it('says what a spawned command printed before it ended', async () => {
    await expect(spawnTestee('sh -c "echo no such module >&2; exit 3"', USER, null, 500)).rejects.toMatchObject({ code: 'SPAWN_FAILED', message: expect.stringContaining('no such module') as string });
  });

  it('ends at its deadline and keeps what it has', async () => {
    const { end } = await verdictsOf(await attach((socket) => socket.write('220 hello\r\n')), catalog(), { deadline: 800, timeout: 200 });
    expect(end.reason).toBe('deadline');
    expect(end.exitCode).toBe(1);
  });
});

function flood(socket: Socket, text: string): void {
  const more = (): void => { while (!socket.destroyed && socket.write(text)); };
  socket.on('drain', more);
  more();
}
