import { availableParallelism } from 'node:os';
import { Option, type Command } from 'commander';
import { chooseIsolation } from '../../conformance/rubric/isolation/choose-isolation.ts';
import { ISOLATIONS } from '../../conformance/rubric/isolation/isolation.ts';
import { planAssignment } from '../../conformance/rubric/plan.ts';
import { readAssignment } from '../../conformance/rubric/read-assignment.ts';
import { ENGLISH, textsOf } from '../../conformance/rubric/texts/texts.ts';
import { GRADE_FORMATS } from '../../reports/grading/grade-formats.ts';
import { parseShard } from '../grader/shard.ts';
import { accountOption } from './account-option.ts';
import type { GradeCommandOptions } from './grade-options.ts';
import { collect, whole } from './option-values.ts';
import { performClass } from './perform-class.ts';
import { performGrade } from './perform-grade.ts';
import type { SetExitCode } from './program.ts';

export function addGrade(program: Command, setExitCode: SetExitCode): void {
  program.command('grade')
    .summary('grade a submission or a class')
    .description('Grades student servers by an assignment file: points, and feedback that names the mistakes worth mending first.')
    .argument('<assignment>', 'an assignment file, or the name of a ready-made one')
    .option('--spawn <command>', 'starts the server: {port} and {root} are replaced, PORT and ROOT set (default: of the assignment)')
    .option('--build <command>', 'builds the submission first (default: of the assignment)')
    .option('--cwd <dir>', 'directory of the submission', '.')
    .option('--id <name>', 'who handed in (default: name of the directory)')
    .option('--user <name>', 'who logs in (default: of the assignment)')
    .option('--password <word>', 'with which password (default: of the assignment)')
    .addOption(accountOption())
    .option('--submissions <path>', 'a class: a directory with one folder each, or a .csv or .json list')
    .option('--out <dir>', 'directory for the results of a class', 'grades')
    .option('--jobs <n>', 'submissions at a time', whole(1, 256), Math.max(2, availableParallelism() * 3))
    .addOption(new Option('--isolation <level>', 'how closely submissions are confined (default: of the assignment, else auto: the strongest that works)').choices(ISOLATIONS))
    .option('--lang <code>', 'language of the feedback, as far as there are texts in it', (code: string) => textsOf(code).language, ENGLISH)
    .addOption(new Option('--shard <i/n>', 'only this part of the class; `ftpspec merge` joins the parts').argParser(parseShard))
    .option('--restart', 'grade again what an earlier run has graded', false)
    .option('--format <name[=file]>', `also write ${GRADE_FORMATS.join(', ')}; without a file to standard output *`, collect, [])
    .option('--baseline <file>', 'known failures: another failure, or one of these that passes, is exit code 1')
    .option('--write-baseline <file>', 'write what fails now as the known failures')
    .option('--require <percent>', 'exit code 1 below so many percent of the points', whole(0, 1000))
    .addHelpText('after', `
* may be given several times.

Examples:
  ftpspec grade project-09 --spawn 'python3 server.py {port} {root}' --cwd submission --format html=feedback.html
  ftpspec grade lab3.yaml --submissions class/ --out grades --build make --spawn './server {port} {root}'
  ftpspec grade lab3.yaml --submissions class.csv --shard 2/8 --out grades-2

A class is taken up where an earlier run left it. A submission runs with a home and a served directory of its own, under
limits and without your environment; with bubblewrap also in a network without a way out, where it sees no process but its
own and no file but its own and the system's. --isolation limits does without; none is for finding out what is in the way.
Exit codes: 0 graded, whatever the points; 1 the baseline or --require is not met; 2 wrong use or nothing ran; 4 our own fault.`)
    .action(async (assignment: string, options: GradeCommandOptions) => {
      const plan = planAssignment(readAssignment(assignment));
      const isolation = await chooseIsolation(options.isolation ?? plan.assignment.isolation);
      setExitCode(await (options.submissions === undefined ? performGrade(plan, options, isolation) : performClass(plan, options, isolation, options.submissions)));
    });
}
