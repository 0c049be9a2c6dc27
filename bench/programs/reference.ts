import { REFERENCE_TLS } from '../../conformance/reference-tls.ts';
import { ReferenceServer } from '../../src/server/reference-server.ts';
import { ANONYMOUS } from '../../src/server/users.ts';
import { argument, tell } from './tell.ts';

const { root, user, password } = argument() as { root: string; user: string; password: string };
// More than the default of 10,000: sessions of before may not be gone yet.
const server = await ReferenceServer.start({ root, users: [...ANONYMOUS, { name: user, password, readOnly: false }], tls: REFERENCE_TLS, sessionLimit: 20_000 });
tell(server.address);
