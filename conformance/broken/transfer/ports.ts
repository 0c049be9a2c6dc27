import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import { release, runTransfer } from '../../../src/server/transfer.ts';
import type { Condition } from '../../../src/server/session-state.ts';
import { parseExtendedPort, parseHostPort } from '../../../src/wire/host-port.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { perSession } from '../own-transfer.ts';
import { StrayPort } from './stray-port.ts';

const listens = transferConditions['no port to listen on']!;
const refused = transferConditions['address refused']!;
const passive = (condition: Condition): { conditions: Record<string, Condition> } => ({ conditions: { 'no port to listen on': condition } });

/** Milliseconds. */
const DEAF = 3000;

/** Remembers how often a session asked. */
const counted = (then: (times: number) => Condition): Condition => {
  const times = perSession(() => ({ count: 0 }));
  return (session, asked) => then((times(session).count += 1))(session, asked);
};

const closedPort: Condition = async (session, asked) => {
  const failed = await listens(session, asked);
  session.passivePort = await StrayPort.closed();
  return failed;
};

export const portFaults = [
  fault({
    id: 'transfer/227-of-five-numbers', title: 'writes five numbers into 227', seen: 'students', caughtBy: ['transfer/227-has-six-numbers'],
    parts: () => rewriteReplies((text, on) => (on === 'PASV' ? text.replace(/\((\d+),/, '(') : text)),
  }),
  fault({
    id: 'transfer/227-of-nowhere', title: 'names 0.0.0.0 in 227', seen: 'students: the address that was bound', caughtBy: ['transfer/227-names-a-host-to-connect-to'],
    parts: () => rewriteReplies((text, on) => (on === 'PASV' ? text.replace(/\(\d+,\d+,\d+,\d+/, '(0,0,0,0') : text)),
  }),
  fault({
    id: 'transfer/229-with-address', title: 'names protocol and address in 229', seen: 'students', caughtBy: ['transfer/229-has-a-port-alone'],
    parts: () => rewriteReplies((text, on) => (on === 'EPSV' ? text.replace('(|||', '(|1|127.0.0.1|') : text)),
  }),
  fault({
    id: 'transfer/does-not-listen', title: 'names a port on which it does not listen', seen: 'students: listen() after the reply',
    caughtBy: ['transfer/pasv-listens-before-it-replies', 'transfer/epsv-listens-before-it-replies'], parts: () => passive(closedPort),
  }),
  fault({
    id: 'transfer/listens-elsewhere', title: 'listens at another address than the control connection\'s', seen: 'students: a fixed address',
    caughtBy: ['transfer/passive-at-the-control-address'],
    parts: () => passive(async (session) => {
      const opened = await session.dataPort.passive({ family: 4, address: '127.0.0.9' });
      if (opened.ok) session.passivePort = opened.port;
      return !opened.ok;
    }),
  }),
  fault({
    id: 'transfer/second-passive-is-closed', title: 'listens for the first PASV or EPSV of a session only', seen: 'students',
    caughtBy: ['transfer/pasv-replaces-pasv', 'transfer/pasv-replaces-epsv', 'transfer/epsv-replaces-pasv', 'transfer/many-transfers-over-pasv', 'transfer/many-transfers-over-epsv'],
    parts: () => passive(counted((times) => (times === 1 ? listens : closedPort))),
  }),
  fault({
    id: 'transfer/port-beats-pasv', title: 'keeps connecting to the address of PORT when PASV came later', seen: 'LightFTP #59: a stale address',
    caughtBy: ['transfer/pasv-replaces-port'],
    parts: () => {
      const last = perSession(() => ({ target: null as { address: string; port: number } | null }));
      return {
        conditions: {
          'address refused': (session, asked) => { last(session).target = parseHostPort(asked.argument) ?? parseExtendedPort(asked.argument); return refused(session, asked); },
          'no port to listen on': async (session, asked) => { const failed = await listens(session, asked); const { target } = last(session); if (target !== null) session.dataPort.active(target); return failed; },
        },
      };
    },
  }),
  fault({
    id: 'transfer/pasv-beats-port', title: 'keeps waiting on the passive port when PORT came later', seen: 'students', caughtBy: ['transfer/port-replaces-pasv'],
    parts: () => ({ conditions: { 'address refused': (session, asked) => (session.passivePort > 0 ? false : refused(session, asked)) }, transfer: (session, prepared, signal) => runTransfer(short(session), prepared, signal) }),
  }),
  fault({
    id: 'transfer/first-port-counts', title: 'keeps the address of the first PORT', seen: null, caughtBy: ['transfer/last-port-counts', 'transfer/many-transfers-over-port'],
    parts: () => ({ conditions: { 'address refused': counted((times) => (times === 1 ? refused : () => false)) } }),
  }),
  fault({
    id: 'transfer/old-port-still-sends', title: 'sends a file to a client of the passive port before the last', seen: 'VU#2558', caughtBy: ['transfer/old-passive-port-gets-nothing'],
    parts: () => passive(counted((times) => (times > 1 ? listens : async (session) => {
      const stray = await StrayPort.open(session, (socket) => socket.end('the file of somebody else'));
      session.passivePort = stray.port;
      return false;
    }))),
  }),
  fault({
    id: 'transfer/keeps-refused-connections', title: 'never closes the data connection of a refused transfer', seen: 'pyftpdlib #78', caughtBy: ['transfer/refused-download-lets-go-of-its-connection'],
    parts: () => passive(counted((times) => (times > 1 ? listens : async (session) => { session.passivePort = (await StrayPort.open(session)).port; return false; }))),
  }),
  fault({
    id: 'transfer/eprt-any-port', title: 'accepts EPRT with any number for a port', seen: 'LightFTP #47', caughtBy: ['transfer/eprt-port-beyond-65535'],
    parts: () => ({ conditions: { 'protocol not offered': () => false, 'address refused': () => false } }),
  }),
  fault({
    id: 'transfer/epsv-all-ends-epsv', title: 'refuses EPSV, too, after EPSV ALL', seen: null, caughtBy: ['transfer/epsv-works-after-epsv-all'],
    parts: () => editProtocol({}, [{ in: ['extendedOnly'], on: ['EPSV'], reply: [[501]] }]),
  }),
  fault({
    id: 'transfer/epsv-all-forgotten', title: 'answers EPSV ALL and forgets it', seen: 'ProFTPD #2255', caughtBy: ['transfer/epsv-all-refuses-every-other-way', 'transfer/epsv-all-holds-after-a-transfer', 'transfer/epsv-all-holds-after-abor'],
    parts: () => editProtocol({ 'FTP-XFR-21': { next: [] } }),
  }),
  fault({
    id: 'transfer/bounce', title: 'connects wherever PORT points', seen: 'CVE-1999-0017', caughtBy: ['transfer/port-to-a-third-party', 'transfer/eprt-to-a-third-party', 'transfer/port-to-a-low-port'],
    parts: () => ({ conditions: { 'address refused': (session, asked) => { const target = parseHostPort(asked.argument) ?? parseExtendedPort(asked.argument); if (target !== null) session.dataPort.active(target); return target === null; } } }),
  }),
  fault({
    id: 'transfer/anyone-may-connect', title: 'accepts the data connection from any address', seen: 'VU#2558, LightFTP #74', caughtBy: ['transfer/stolen-connection-gets-no-data', 'transfer/stolen-connection-gives-no-data'],
    parts: () => {
      const strays = perSession(() => ({ stray: null as StrayPort | null }));
      return {
        conditions: { 'no port to listen on': async (session) => { const stray = await StrayPort.open(session); strays(session).stray = stray; session.passivePort = stray.port; return false; } },
        transfer: async (session, prepared, signal) => {
          // Where nobody connects, the end of the session ends the wait.
          const socket = await Promise.race([strays(session).stray!.first, over(signal)]);
          if (socket === null) return '[data failed]';
          if (prepared.kind === 'file') socket.end(await prepared.file.handle.readFile());
          if (prepared.kind === 'upload') {
            for await (const chunk of socket) await prepared.upload.write([chunk as Buffer]);
            await prepared.upload.commit();
          } else await release(prepared).catch(() => {});
          socket.end();
          return '[data done]';
        },
      };
    },
  }),
  fault({
    id: 'transfer/port-of-another', title: 'names in 227 the port that another session waits on', seen: 'CVE-2023-24042: state shared by threads', caughtBy: ['transfer/passive-ports-are-separate'],
    parts: () => {
      let waiting: { readonly socket: unknown; readonly port: number } | null = null;
      return {
        conditions: {
          'no port to listen on': async (session, asked) => {
            const failed = await listens(session, asked);
            if (waiting !== null && waiting.socket !== session.socket) session.passivePort = waiting.port;
            else waiting = { socket: session.socket, port: session.passivePort };
            return failed;
          },
        },
        transfer: (session, prepared, signal) => { waiting = null; return runTransfer(session, prepared, signal); },
      };
    },
  }),
  fault({
    id: 'transfer/too-early', title: 'drops a data connection that came before the transfer command', seen: 'LightFTP #45', caughtBy: ['transfer/connects-before-the-command'],
    parts: () => ({ transfer: async (session, prepared) => {
      const opened = await session.dataPort.open(300);
      if (opened.ok) opened.socket.destroy();
      await release(prepared);
      return '[data unopened]';
    } }),
  }),
  fault({
    id: 'transfer/too-late', title: 'does not wait for a data connection', seen: 'students: accept() with no patience', caughtBy: ['transfer/connects-after-the-command'],
    parts: () => ({ transfer: async (session, prepared, signal) => {
      const opened = session.dataPort.open(1000, signal);
      const there = await Promise.race([opened.then((end) => end.ok), new Promise<false>((resolve) => { setImmediate(() => resolve(false)); })]);
      if (!there) { session.dataPort.close(); await release(prepared); return '[data unopened]'; }
      const end = await opened;
      if (end.ok) end.socket.end();
      await release(prepared);
      return '[data done]';
    } }),
  }),
  fault({
    id: 'transfer/waits-for-ever', title: 'waits for ever when nobody set up a data connection', seen: 'students: accept() on nothing', caughtBy: ['transfer/default-data-port', 'transfer/default-data-port-upload'],
    parts: () => ({ transfer: async (session, prepared, signal) => {
      const end = await runTransfer(session, prepared, signal);
      if (end === '[data unopened]') await new Promise<void>((resolve) => { signal.addEventListener('abort', () => resolve()); });
      return end;
    } }),
  }),
  fault({
    id: 'transfer/deaf-while-waiting', title: 'reads no command while it waits for a data connection', seen: 'LightFTP #59', caughtBy: ['transfer/abor-ends-the-wait-for-a-connection'],
    parts: () => ({ transfer: async (session, prepared, signal) => {
      const closed = new AbortController();
      // Longer than any tester of ours waits.
      const timer = setTimeout(() => closed.abort(), DEAF);
      session.socket.once('close', () => closed.abort());
      try { return await runTransfer(session, prepared, signal.aborted ? signal : closed.signal); } finally { clearTimeout(timer); }
    } }),
  }),
];

/** A session whose patience with data connections is short. */
function short<T extends { readonly config: object }>(session: T, dataLimit = 200): T {
  return new Proxy(session, { get: (target, key) => (key === 'config' ? { ...target.config, dataLimit } : (Reflect.get(target, key) as unknown)) });
}

async function over(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await new Promise((resolve) => { signal.addEventListener('abort', resolve, { once: true }); });
  return null;
}
