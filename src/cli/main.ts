#!/usr/bin/env node
import { runProgram } from './run-program.ts';

// A reader that goes away (`| head`) ends the output, not the run.
for (const stream of [process.stdout, process.stderr]) stream.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') throw error; });

process.exitCode = await runProgram(process.argv.slice(2));
// What a check has left open must not keep a finished command alive.
setTimeout(() => process.exit(), 1000).unref();
