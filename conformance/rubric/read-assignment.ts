import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { FtpspecError } from '../../src/ftpspec-error.ts';
import { didYouMean } from '../../src/spec/near-misses.ts';
import { offsetOf } from '../../src/yaml/offset-of.ts';
import { AssignmentError, type AssignmentProblem } from './assignment-error.ts';
import { assignmentFolder, readyMade } from './assignment-folder.ts';
import { assignmentSchema, type Assignment } from './assignment.ts';

const MOST_BYTES = 1024 * 1024;

/** An assignment as read, and where each part of it stands. */
export interface AssignmentFile {
  readonly assignment: Assignment;
  /** As the user named it. */
  readonly path: string;
  /** The file's text; with the tool's version it says whether a grade is still current. */
  readonly text: string;
  /** A mistake that only the suite could show, at the place of a key: `['stages', 0, 'items', 2, 'checks']`. */
  readonly problem: (path: readonly PropertyKey[], message: string) => AssignmentProblem;
}

/**
 * Reads an assignment file, or a ready-made one by its name (`cpsc-471`).
 * @throws AssignmentError with every mistake; FtpspecError `NO_ASSIGNMENT` when there is no such file
 */
export function readAssignment(path: string): AssignmentFile {
  return parseAssignment(path, load(path));
}

/** @throws AssignmentError */
export function parseAssignment(path: string, text: string): AssignmentFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): AssignmentProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  if (document.errors.length > 0) throw new AssignmentError(path, document.errors.map((error) => at(error.pos[0], error.message)));
  const problem = (keys: readonly PropertyKey[], message: string): AssignmentProblem => at(offsetOf(document, keys), message);
  const result = assignmentSchema.safeParse(valueOf(document, path, at));
  if (result.success) return { assignment: result.data, path, text, problem };
  throw new AssignmentError(path, result.error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [problem(issue.path, `${issue.path.join('.') || 'the file'}: ${issue.message}`)];
    return issue.keys.map((key) => problem([...issue.path, key], `there is no key "${key}" here`));
  }));
}

function valueOf(document: Document, path: string, at: (offset: number, message: string) => AssignmentProblem): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new AssignmentError(path, [at(0, (error as Error).message)]);
  }
}

function load(path: string): string {
  const file = existsSync(path) ? path : join(assignmentFolder(), `${path}.yaml`);
  const facts = /[/\\]/.test(path) && file !== path ? undefined : statSync(file, { throwIfNoEntry: false });
  if (facts?.isFile() !== true) throw new FtpspecError('NO_ASSIGNMENT', `there is no assignment file ${path}`, { hint: didYouMean(path, readyMade()) ?? `Ready-made ones: ${readyMade().join(', ')}.` });
  if (facts.size > MOST_BYTES) throw new FtpspecError('NO_ASSIGNMENT', `${path} has ${facts.size} bytes, more than ${MOST_BYTES}`);
  return readFileSync(file, 'utf8');
}
