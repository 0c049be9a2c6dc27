import { ControlConnection } from '../src/client/control-connection.ts';
import { ClientError } from '../src/client/client-error.ts';
import { Transcript } from '../src/client/transcript.ts';
import type { StartedTestee } from './start-testee.ts';
import type { Testee } from './testee.ts';

/**
 * How the suite's sessions are protected: by AUTH TLS, from the first byte, or not. `auto` is in clear where the server lets somebody log
 * in so, otherwise what it offers.
 */
export const TLS_MODES = ['auto', 'off', 'explicit', 'implicit'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

/** A server with its sessions protected as `mode` says. */
export async function withTls(started: StartedTestee, mode: TlsMode, timeout: number): Promise<StartedTestee> {
  const tls = mode === 'auto' ? await wanted(started, timeout) : mode;
  return tls === 'off' ? started : { ...started, testee: { ...started.testee, get port() { return started.testee.port; }, tls } };
}

async function wanted({ testee, greeting }: StartedTestee, timeout: number): Promise<Exclude<TlsMode, 'auto'>> {
  try {
    if (greeting === null) return (await talk(testee, timeout, async (control) => (await control.secure()) === null)) ? 'implicit' : 'off';
    const refused = await talk(testee, timeout, async (control) => (await answer(control)) < 400 && (await answer(control, `USER ${testee.user}`)) >= 400);
    return refused && (await talk(testee, timeout, async (control) => (await answer(control)) < 400 && (await answer(control, 'AUTH TLS')) === 234)) ? 'explicit' : 'off';
  } catch (error) {
    // Whoever does not answer here will not answer the checks either, and they say so.
    if (error instanceof ClientError) return 'off';
    throw error;
  }
}

async function talk(testee: Testee, timeout: number, ask: (control: ControlConnection) => Promise<boolean>): Promise<boolean> {
  const control = await ControlConnection.open({ host: testee.host, port: testee.port, timeout, transcript: new Transcript(), session: 0 });
  try {
    return await ask(control);
  } finally {
    control.destroy();
  }
}

/** The code of the reply to a line, or of the greeting; 0 when there is none. */
async function answer(control: ControlConnection, line?: string): Promise<number> {
  if (line !== undefined) control.send(line);
  const arrival = await control.reply();
  return arrival.kind === 'reply' ? arrival.reply.code : 0;
}
