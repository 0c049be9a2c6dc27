import { ReferenceServer } from '../../src/server/reference-server.ts';
import type { Upload } from '../../src/server/store/upload.ts';
import { PROTOCOLS } from '../servers/protocols.ts';
import { argument, tell } from './tell.ts';

/** A reference server of one protocol. With `discard` no upload comes to the disk. */
export interface ProtocolServerJob {
  readonly protocol: string;
  readonly root: string;
  readonly user: string;
  readonly password: string;
  readonly discard: boolean;
}

const { protocol, root, user, password, discard } = argument() as ProtocolServerJob;
const nowhere = (path: string): Upload => ({ path, write: async () => {}, commit: async () => ({ ok: true, value: 0 }), abandon: async () => {} });
const server = await ReferenceServer.start({ root, users: [{ name: user, password, readOnly: false }] }, {
  ...PROTOCOLS[protocol]!,
  ...(discard && {
    store: (store) => new Proxy(store, {
      get: (target, key) => {
        if (key === 'create') return async (path: string) => ({ ok: true, value: nowhere(path) });
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
  }),
});
tell(server.address);
