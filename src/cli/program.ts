import { Command } from 'commander';
import { version } from '../version.ts';
import { addAssignment } from './assignment.ts';
import { addCheck } from './check.ts';
import { addCheckClient } from './check-client.ts';
import { addDraw } from './draw.ts';
import { addExplain } from './explain.ts';
import { addGet } from './get.ts';
import { addGrade } from './grade.ts';
import { addLs } from './ls.ts';
import { addMerge } from './merge.ts';
import { addPut } from './put.ts';
import { addSample } from './sample.ts';
import { addServe } from './serve.ts';
import { addShell } from './shell.ts';

/** Told the exit code of a command that ended without an error. */
export type SetExitCode = (code: number) => void;

/** The program `ftpspec` with its sub-commands. */
export function buildProgram(setExitCode: SetExitCode): Command {
  const program = new Command('ftpspec')
    .description('A written FTP specification that executes: a reference server, a conformance suite for any FTP server, and a client.')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'ftpspec: ')) })
    .showHelpAfterError('Add --help for the options and examples.')
    .exitOverride()
    .addHelpText('after', `
Examples:
  ftpspec check --reference                             the suite against the reference server
  ftpspec check 127.0.0.1:2121 --user u --password p    the suite against your server
  ftpspec grade lab.yaml --submissions class/           points and feedback for a class
  ftpspec serve --user u:p --root .                     a correct server to compare with
  ftpspec explain RETR                                  what the specification says
  ftpspec draw -o session.svg                           the state machine as a picture
  ftpspec sample files                                  files to serve and to transfer
  ftpspec shell 127.0.0.1:2121 --user u                 an FTP client; get, put and ls for one URL

Exit codes: 0 conforms, 1 does not, 2 wrong use or nothing ran, 3 server not started or not reached, 4 our own fault.`);
  addCheck(program, setExitCode);
  addCheckClient(program, setExitCode);
  addGrade(program, setExitCode);
  addMerge(program);
  addAssignment(program);
  addServe(program, setExitCode);
  addExplain(program);
  addDraw(program);
  addSample(program);
  addGet(program, setExitCode);
  addPut(program, setExitCode);
  addLs(program, setExitCode);
  addShell(program, setExitCode);
  return program;
}
