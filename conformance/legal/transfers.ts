import { transferConditions } from '../../src/server/conditions/transfers.ts';
import type { Conditions } from '../../src/server/session-state.ts';
import { runTransfer } from '../../src/server/transfer.ts';
import type { Protocol } from '../../src/spec/model.ts';
import { overlayStore } from '../overlay-store.ts';
import { legal, type Legal } from './legal.ts';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

const queueing = (verbs: readonly string[]) => (protocol: Protocol): Protocol => ({
  ...protocol, commands: protocol.commands.map((command) => (verbs.includes(command.verb) ? { ...command, duringTransfer: 'queued' as const } : command)),
});

/** Knows whether a data connection was ever set up. */
function noConnectionAtOnce(): Conditions {
  const named = new WeakSet<object>();
  return {
    'address refused': async (session, asked) => {
      const refused = await transferConditions['address refused']!(session, asked);
      if (!refused) named.add(session.socket);
      return refused;
    },
    'no data connection': (session) => session.passivePort === 0 && !named.has(session.socket),
  };
}

/** Data connections, restarts and aborts (RFC 959 §4.1.3, RFC 1123 §4.1.3). */
export const transferServers: readonly Legal[] = [
  legal({
    id: 'transfers/226-before-the-close', title: 'says 226 before it closes the data connection', why: 'RFC 959 §5.4: which the client sees first is not settled',
    transfer: async (session, prepared, signal) => {
      const { dataPort } = session;
      const open = dataPort.open.bind(dataPort);
      const late: typeof open = async (...given) => {
        const opened = await open(...given);
        if (!opened.ok || prepared.kind === 'upload') return opened;
        const { socket } = opened;
        const end = socket.end.bind(socket);
        // What ends the socket is told that it has ended; the client sees it later.
        socket.end = ((...args: unknown[]) => {
          const done = args.find((one) => typeof one === 'function') as (() => void) | undefined;
          if (args[0] instanceof Uint8Array) socket.write(args[0]);
          if (done !== undefined) setImmediate(done);
          setTimeout(() => end(), 40);
          return socket;
        });
        return opened;
      };
      dataPort.open = late;
      try {
        return await runTransfer(session, prepared, signal);
      } finally {
        dataPort.open = open;
      }
    },
  }),
  legal({
    id: 'transfers/226-long-after', title: 'says 226 long after the data connection is closed', why: 'RFC 959 §5.4',
    transfer: async (session, prepared, signal) => {
      const end = await runTransfer(session, prepared, signal);
      await pause(60);
      return end;
    },
  }),
  legal({ id: 'transfers/abor-in-its-turn', title: 'reads ABOR only when the transfer has ended', why: 'RFC 1123 §4.1.3.3', protocol: queueing(['ABOR']) }),
  legal({ id: 'transfers/everything-in-its-turn', title: 'reads nothing while a transfer runs', why: 'RFC 1123 §4.1.3.3', protocol: queueing(['ABOR', 'STAT']) }),
  legal({ id: 'transfers/abor-with-one-reply', title: 'answers ABOR during a transfer by 226 alone', why: 'habit: decision "ABOR with one reply"', protocol: (protocol) => ({
      ...protocol, rules: protocol.rules.map((rule) => (rule.id === 'FTP-XFR-71' ? { ...rule, reply: [[226]] } : rule.id === 'FTP-XFR-74' ? { ...rule, reply: [] } : rule)),
    }) }),
  legal({ id: 'transfers/no-connection-at-once', title: 'says 425 where no PORT or PASV came', why: 'RFC 959 §5.4', conditions: noConnectionAtOnce() }),
  legal({ id: 'transfers/no-restart-in-ascii', title: 'restarts image transfers only', why: 'decision "REST in ASCII"', conditions: { 'restart refused in ascii': () => true } }),
  legal({ id: 'transfers/no-size-in-ascii', title: 'gives no size in TYPE A', why: 'RFC 3659 §4', conditions: { 'size unavailable in ascii': () => true } }),
  legal({
    id: 'transfers/restart-beyond-the-end-is-empty', title: 'sends nothing from a position beyond the end', why: 'habit: decision "REST beyond the end"',
    ...overlayStore((store) => ({
      openRead: async (path, offset) => {
        const entry = await store.stat(path);
        return store.openRead(path, entry.ok ? Math.min(offset ?? 0, entry.value.size) : 0);
      },
    })),
    conditions: {
      'restart position impossible': () => false,
      'cannot be opened': async (session, asked) => {
        const refused = await transferConditions['cannot be opened']!(session, asked);
        const { prepared } = session;
        if (prepared?.kind === 'file') session.prepared = { ...prepared, offset: Math.min(prepared.offset, prepared.file.facts.size) };
        return refused;
      },
    },
  }),
  legal({
    id: 'transfers/second-transfer-refused', title: 'refuses a transfer while another runs', why: 'decision "Second transfer"',
    protocol: (protocol) => ({ ...protocol, commands: protocol.commands.map((command) => (['RETR', 'STOR', 'LIST', 'NLST', 'APPE'].includes(command.verb) ? { ...command, duringTransfer: 'at once' as const } : command)) }),
  }),
  legal({ id: 'transfers/stou-by-125', title: 'begins STOU by 125 FILE: and tells the name again at the end', why: 'RFC 1123 §4.1.2.9', reply: (text, on) => (on === 'STOU' ? text.replace(/^150(?=[ -]FILE)/gm, '125') : text) }),
  legal({ id: 'transfers/address-behind-translation', title: 'names another address in 227', why: 'decision: translation of addresses', config: { passiveAddress: '192.0.2.7' } }),
  legal({ id: 'transfers/few-passive-ports', title: 'has eighty passive ports', why: 'RFC 959 sets no number', config: { passivePorts: [41_000, 41_079] } }),
  legal({
    id: 'transfers/records-literally', title: 'accepts STRU R and records the byte stream literally', why: 'RFC 1123 §4.1.2.13',
    transfer: (session, prepared, signal) => {
      const { structure } = session.representation;
      const representation = { ...session.representation, structure: structure === 'record' ? 'file' as const : structure };
      return runTransfer(new Proxy(session, { get: (target, key) => (key === 'representation' ? representation : (Reflect.get(target, key) as unknown)) }), prepared, signal);
    },
  }),
  legal({ id: 'transfers/plain-forms-only', title: 'has no type, structure or mode but those that every server has', why: 'RFC 1123 §4.1.2.13', conditions: { 'parameter not offered': (_, { on, argument }) => on === 'TYPE' ? !/^(a( n)?|i|l 8)$/i.test(argument) : !/^[fs]$/i.test(argument) }, reply: (text, on) => (on === 'FEAT' ? text.replace(' MODE Z\r\n', '') : text) }),
];

