import { Command } from 'commander';
import { version } from '../version.ts';

/** Told the exit code of a command that ended without an error. */
export type SetExitCode = (code: number) => void;

type AddCommand = (program: Command, setExitCode: SetExitCode) => void;

/** The sub-commands by name, in the order of the help. What one of them needs, such as the suites or the drawing of diagrams, is loaded for it only. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  'check': async () => (await import('./check.ts')).addCheck,
  'check-client': async () => (await import('./check-client.ts')).addCheckClient,
  'fuzz': async () => (await import('./fuzz.ts')).addFuzz,
  'fuzz-client': async () => (await import('./fuzz-client.ts')).addFuzzClient,
  'replay': async () => (await import('./replay.ts')).addReplay,
  'grade': async () => (await import('./grade.ts')).addGrade,
  'merge': async () => (await import('./merge.ts')).addMerge,
  'assignment': async () => (await import('./assignment.ts')).addAssignment,
  'serve': async () => (await import('./serve.ts')).addServe,
  'hash-password': async () => (await import('./hash-password.ts')).addHashPassword,
  'explain': async () => (await import('./explain.ts')).addExplain,
  'coverage': async () => (await import('./coverage.ts')).addCoverage,
  'draw': async () => (await import('./draw.ts')).addDraw,
  'sample': async () => (await import('./sample.ts')).addSample,
  'get': async () => (await import('./get.ts')).addGet,
  'put': async () => (await import('./put.ts')).addPut,
  'ls': async () => (await import('./ls.ts')).addLs,
  'shell': async () => (await import('./shell.ts')).addShell,
};

/** The program `ftpspec` with the sub-command that the words begin with; with all of them where they begin with something else. */
export async function buildProgram(words: readonly string[], setExitCode: SetExitCode): Promise<Command> {
  const [first = ''] = words;
  const wanted = Object.hasOwn(COMMANDS, first) ? [COMMANDS[first]!] : Object.values(COMMANDS);
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
  ftpspec fuzz --reference --time 10                    sessions that the specification generates
  ftpspec serve --user u:p --root .                     a correct server to compare with
  ftpspec explain RETR                                  what the specification says
  ftpspec draw -o session.svg                           the state machine as a picture
  ftpspec sample files                                  files to serve and to transfer
  ftpspec shell 127.0.0.1:2121 --user u                 an FTP client; get, put and ls for one URL

Exit codes: 0 conforms, 1 does not, 2 wrong use or nothing ran, 3 server not started or not reached, 4 our own fault.`);
  for (const load of wanted) (await load())(program, setExitCode);
  return program;
}
