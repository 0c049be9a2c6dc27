import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { assignmentJsonSchema } from '../../conformance/rubric/assignment.ts';
import { assignmentFolder, readyMade } from '../../conformance/rubric/assignment-folder.ts';
import { planAssignment } from '../../conformance/rubric/plan.ts';
import { readAssignment } from '../../conformance/rubric/read-assignment.ts';
import { Terminal } from '../../reports/terminal.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { explainAssignment } from './explain-assignment.ts';
import { Page } from './page.ts';

export function addAssignment(program: Command): void {
  const command = program.command('assignment')
    .summary('write and check assignment files')
    .description('Works on assignment files: what a course grades, and for how many points. A ready-made one may be named without a path.');
  command.command('init').summary('write a file to begin with')
    .argument('[file]', 'the new file', 'assignment.yaml')
    .option('--from <name>', `a ready-made assignment: ${readyMade().join(', ')}`, 'rfc959-minimum')
    .option('--force', 'replace a file that is there', false)
    .action(init);
  command.command('validate').summary('find mistakes').argument('<file>', 'an assignment file').action((file: string) => {
    const plan = planAssignment(readAssignment(file));
    say(`${file}: ${plan.checks.length} checks, ${plan.stages.reduce((sum, stage) => sum + stage.max, 0)} points`);
  });
  command.command('explain').summary('say what counts how much').argument('<file>', 'an assignment file')
    .option('--checks', 'name every check', false)
    .action((file: string, options: { readonly checks: boolean }) => explainAssignment(new Page(new Terminal(process.stdout)), planAssignment(readAssignment(file)), options.checks));
  command.command('schema').summary('print the JSON Schema').action(() => say(JSON.stringify(assignmentJsonSchema(), null, 2)));
  command.addHelpText('after', `
Examples:
  ftpspec assignment init lab3.yaml --from cpsc-471
  ftpspec assignment validate lab3.yaml
  ftpspec assignment explain lab3.yaml --checks`);
}

function init(file: string, options: { readonly from: string; readonly force: boolean }): void {
  // A name that does not exist is told with the nearest one.
  readAssignment(options.from);
  if (existsSync(file) && !options.force) throw new FtpspecError('UNWRITABLE', `${file} is there already`, { hint: 'Name another file, or add --force.' });
  const place = join(assignmentFolder(), `${options.from}.yaml`);
  const text = readFileSync(existsSync(place) ? place : options.from, 'utf8');
  const schema = join(assignmentFolder(), 'assignment.schema.json');
  try {
    writeFileSync(file, text.replace(/^# yaml-language-server: .*/, `# yaml-language-server: $schema=${schema}`));
  } catch (error) {
    throw new FtpspecError('UNWRITABLE', `${file}: ${(error as Error).message}`);
  }
  say(`wrote ${file}; see what it means: ftpspec assignment explain ${file}`);
}

function say(text: string): void { process.stdout.write(`${text}\n`); }
