import { SUITES } from '../../conformance/catalog.ts';
import { TableServer } from '../table-server/table-server.ts';
import { argument, tell } from './tell.ts';

const { user, password } = argument() as { user: string; password: string };
const { port } = await TableServer.start(SUITES['ftp']!.table, { user, password });
tell({ host: '127.0.0.1', port });
