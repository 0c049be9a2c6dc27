import { describe } from 'vitest';
import { profileOf } from '../profiles.ts';
import { FtpClient, MinimalClient } from './ftp-client.ts';
import { ftpFaults } from './ftp-faults.ts';
import { ftpOwnFaults } from './ftp-own-faults.ts';
import { judgesClients } from './judges-clients.ts';
import { scriptClient } from './script-client.ts';

describe('clients of ftp', () => { judgesClients(profileOf('ftp'), scriptClient((desk) => new FtpClient(desk).run()), [...ftpFaults(FtpClient, true), ...ftpOwnFaults]); });
describe('clients of minimal-ftp', () => { judgesClients(profileOf('minimal-ftp'), scriptClient((desk) => new MinimalClient(desk).run()), ftpFaults(MinimalClient, false)); });
