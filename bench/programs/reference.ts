import { ReferenceServer } from '../../src/server/reference-server.ts';
import { ANONYMOUS } from '../../src/server/users.ts';
import { argument, tell } from './tell.ts';

const { root, user, password } = argument() as { root: string; user: string; password: string };
const server = await ReferenceServer.start({ root, users: [...ANONYMOUS, { name: user, password, readOnly: false }] });
tell(server.address);
