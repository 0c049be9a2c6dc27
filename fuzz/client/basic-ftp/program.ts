import { Client } from 'basic-ftp';
import { makeCall } from './make-call.ts';
import { serveCalls } from './serve-calls.ts';

// The process in which basic-ftp plays, started by `processPerformer`.
serveCalls((patience) => new Client(patience), makeCall);
