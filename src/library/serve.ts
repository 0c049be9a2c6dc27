import { ReferenceServer, type ServerOptions } from '../server/reference-server.ts';
import { suiteFor } from './server-under-test.ts';

/** A reference server that runs. */
export interface Served {
  readonly host: string;
  readonly port: number;
  /** Ends it; transfers that run are cut after `grace` milliseconds, at once unless given. */
  readonly stop: (grace?: number) => Promise<void>;
}

/**
 * Starts the reference server on a free loopback port unless told otherwise.
 *
 *     const server = await serve({ root: './files', users: [{ name: 'u', password: 'p', readOnly: false }] });
 *     console.log(server.port);
 *     await server.stop();
 *
 * @throws FtpspecError `PORT_IN_USE`, `CANNOT_LISTEN`, `ROOT_UNUSABLE`
 */
export async function serve(options: ServerOptions & { readonly protocol?: string }): Promise<Served> {
  const { protocol = 'ftp', ...config } = options;
  const server = await ReferenceServer.start(config, suiteFor({ protocol }).parts);
  return { ...server.address, stop: (grace = 0) => server.stop(grace) };
}
