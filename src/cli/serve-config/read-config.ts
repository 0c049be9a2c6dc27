import { readFileSync, statSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { FtpspecError } from '../../ftpspec-error.ts';
import { didYouMean } from '../../spec/near-misses.ts';
import { offsetOf } from '../../yaml/offset-of.ts';
import { serverSchema, type ServerSettings } from './schema.ts';

const MOST_BYTES = 1024 * 1024;
const KEYS = ['host', 'port', 'root', 'anonymous', 'users', 'limits', 'passive', 'tls', 'log', 'grace', 'keep-partial', 'page-structure', 'marker-interval', 'name', 'password', 'read-only', 'permissions', 'quota', 'rate', 'sessions'];

/**
 * Reads the settings of a server.
 * @throws FtpspecError `BAD_CONFIG` with every mistake as `file:line:column: message`
 */
export function readConfig(path: string): ServerSettings {
  return parseConfig(path, load(path));
}

/** @throws FtpspecError `BAD_CONFIG` */
export function parseConfig(path: string, text: string): ServerSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${Math.max(1, line)}:${Math.max(1, col)}: ${message}`;
  };
  const wrong = (problems: readonly string[]): FtpspecError => new FtpspecError('BAD_CONFIG', problems.join('\n'), { hint: 'examples/serve/ftpspec.yaml shows every key.' });
  if (document.errors.length > 0) throw wrong(document.errors.map((error) => at(error.pos[0], error.message)));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    throw wrong([at(0, (error as Error).message)]);
  }
  const result = serverSchema.safeParse(value);
  if (result.success) return result.data;
  throw wrong(result.error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [at(offsetOf(document, issue.path), `${issue.path.join('.') || 'the file'}: ${issue.message}`)];
    return issue.keys.map((key) => at(offsetOf(document, [...issue.path, key]), [`there is no key "${key}" here`, didYouMean(key, KEYS)].filter((part) => part !== null && part !== undefined).join('. ')));
  }));
}

function load(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new Error(`it has ${size} bytes, more than ${MOST_BYTES}`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new FtpspecError('BAD_CONFIG', `cannot read ${path}: ${(error as Error).message}`, { hint: 'Name a YAML file such as examples/serve/ftpspec.yaml.' });
  }
}
