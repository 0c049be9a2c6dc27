import { expect, it } from 'vitest';
import { parseProtocol } from '../parse.ts';
import { roles } from './roles.ts';

const PATH = 'spec/mini/1-session.md';
const ALL = ['one reply', 'long line', 'named port', 'listening', 'end of data', 'completion'];

function problems(rows: readonly string[]): string[] {
  const text = ['# Session', '', '> **FTP-SES-R1** (MUST) One. — RFC 959 §1', '', '| role | held by |', '| --- | --- |', ...rows].join('\n');
  const { protocol, margin, problems: read } = parseProtocol('mini', [{ path: PATH, text }]);
  return [...read, ...roles(protocol, margin)].map(({ place, problem }) => `${place}: ${problem}`);
}

it('finds nothing where every role is held by a rule that there is', () => {
  expect(problems(ALL.map((role) => `| ${role} | FTP-SES-R1 |`))).toEqual([]);
});

it('finds the line of an unknown role, of an unknown rule and of a table that is not whole', () => {
  expect(problems(['| one replay | FTP-SES-R1 |'])).toEqual([`${PATH}:7: a role is one of ${ALL.join(', ')}, not \`one replay\``]);
  expect(problems(ALL.map((role) => `| ${role} | ${role === 'long line' ? 'FTP-SES-R9' : 'FTP-SES-R1'} |`))).toEqual([`${PATH}:8: the role \`long line\` is given to an unknown rule \`FTP-SES-R9\``]);
  expect(problems(ALL.slice(0, 5).map((role) => `| ${role} | FTP-SES-R1 |`))).toEqual([`${PATH}:11: no rule has the role \`completion\``]);
});
