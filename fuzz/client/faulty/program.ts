import { Client } from 'basic-ftp';
import { serveCalls } from '../basic-ftp/serve-calls.ts';
import { FAULTS } from './faults.ts';

// The process of a faulty client; the fault is named by its first word.
const { open = (patience) => new Client(patience), make } = FAULTS[process.argv[2] ?? '']!;
serveCalls(open, make);
