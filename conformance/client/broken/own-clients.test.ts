import { describe } from 'vitest';
import { profileOf } from '../profiles.ts';
import { EphemeralClient } from './ephemeral-client.ts';
import { ephemeralFaults } from './ephemeral-faults.ts';
import { InlineClient } from './inline-client.ts';
import { inlineFaults, inlineLengthFaults } from './inline-faults.ts';
import { judgesClients } from './judges-clients.ts';
import { LengthClient } from './length-client.ts';
import { lengthFaults } from './length-faults.ts';
import { ResumeClient } from './resume-client.ts';
import { resumeFaults } from './resume-faults.ts';
import { scriptClient } from './script-client.ts';

const inline = scriptClient((desk) => new InlineClient(desk).run());

describe('clients of inline-marker', () => { judgesClients(profileOf('inline-marker'), inline, inlineFaults); });
describe('clients of inline-length', () => { judgesClients(profileOf('inline-length'), inline, [...inlineFaults, ...inlineLengthFaults]); });
describe('clients of length-prefixed', () => { judgesClients(profileOf('length-prefixed'), scriptClient((desk) => new LengthClient(desk).run()), lengthFaults(LengthClient)); });
describe('clients of length-resume', () => { judgesClients(profileOf('length-resume'), scriptClient((desk) => new ResumeClient(desk).run()), [...lengthFaults(ResumeClient), ...resumeFaults]); });
describe('clients of ephemeral-port', () => { judgesClients(profileOf('ephemeral-port'), scriptClient((desk) => new EphemeralClient(desk, 'bare').run()), ephemeralFaults('bare')); });
describe('clients of ephemeral-port-lines', () => { judgesClients(profileOf('ephemeral-port-lines'), scriptClient((desk) => new EphemeralClient(desk, 'lines').run()), ephemeralFaults('lines')); });
