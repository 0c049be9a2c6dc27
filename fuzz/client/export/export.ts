import { readFileSync } from 'node:fs';
import { ftpTable } from '../../../conformance/catalog.ts';
import { legalServers } from '../../../conformance/legal/all.ts';
import { startLegal } from '../../../conformance/legal/start.ts';
import type { Wire } from '../../../conformance/legal/relay.ts';
import { REFERENCE_TLS } from '../../../conformance/reference-tls.ts';
import { ftp } from '../../../src/generated/ftp.ts';
import { ruleText } from '../../../src/spec/rule-text.ts';
import { pythonAssignment, pythonValue } from '../../export/python-text.ts';
import { describeServer } from '../describe-server.ts';
import type { ClientFindingFile } from '../finding.ts';
import { furnish, LOCAL, REMOTE } from '../fixtures.ts';
import { personality } from '../play.ts';
import type { ClientProblem } from '../problem.ts';
import { asked } from './asked.ts';
import { bookOf } from './book.ts';
import { fixtureLines } from './fixture-lines.ts';
import { spoken } from './spoken.ts';

const KINDS: readonly ClientProblem['kind'][] = ['hang', 'crash', 'uncaught', 'memory', 'escape', 'stranger', 'false success', 'false failure', 'value', 'clear', 'server'];
/** Habits of which replies and listings do not tell all. */
const MORE_THAN_WORDS = /^(?:names|transfers)\//;
const PARTS = ['data', 'outlet', 'session', 'run', 'main'] as const;

/**
 * A Python 3 program without dependencies that is the server of a client's finding: it runs the client that its command line names, plays the tricks of
 * the day, and tells by its exit code whether the client shows the problem. What the server says is asked of the reference server with the day's habits.
 */
export async function exportClientFinding({ title, key, scenario }: ClientFindingFile): Promise<string> {
  const { wire = () => ({}), ...legal } = personality(scenario);
  const started = await startLegal(legal);
  const book = await furnish(started.testee.root!, REMOTE).then(() => bookOf(started.testee)).finally(() => started.stop());
  const { kind, rule, call } = problemOf(key, scenario.calls.at(-1)!.call);
  const head = [
    printable(title), ...(rule === null ? [] : [`Rule: ${rule}: ${printable(ruleText(ftp, rule)?.sentence ?? '')}`]), `The server: ${printable(describeServer(scenario))}`,
    ...legalServers.filter(({ id }) => scenario.habits.includes(id)).map(({ id, title: what, why }) => `${id}: ${printable(what)} (${printable(why)})`),
    ...scenario.habits.filter((id) => MORE_THAN_WORDS.test(id)).map((id) => `Of ${id} this program plays what replies and listings show.`),
  ];
  const secure = scenario.calls.some((one) => one.call === 'access' && one.secure !== false);
  const told = [
    ['ABOUT', head.join('\n')], ['ASKED', printable(asked(scenario))], ['PROBLEM', printable(title)], ['KIND', kind], ['CALL', call], ['ALONE', scenario.alone === true], ['CALLS', scenario.calls], ['TRICKS', scenario.tricks],
    ['USER', started.testee.user], ['PASSWORD', started.testee.password], ['CERTIFICATE', secure ? `${REFERENCE_TLS.certificate}\n${REFERENCE_TLS.key}` : null], ['IMPLICIT', scenario.calls.some((one) => one.call === 'access' && one.secure === 'implicit')], ['WIRE', wireOf(wire())],
  ] as const;
  return `#!/usr/bin/env python3
${head.map((line) => `# ${line}`).join('\n')}
#
# python3 THIS COMMAND, a command line of a client: {host} {port} {user} {password} {name} and {path}, the name as a part of a URL, are replaced, HOST and PORT set.
# python3 THIS serves one client that is started by hand. LIMIT=20 in the environment: so many seconds may one run of the client take.
#
# The client is asked to: ${printable(asked(scenario))}
# Its directory holds what LOCAL says. Exit codes: 1 the problem shows, 0 it does not, or this program cannot tell.

${told.map(([name, value]) => pythonAssignment(name, value)).join('\n')}
BOOK = {
${rows({ ...spoken(ftpTable, started.testee.user), ...book.replies })}
}
LISTINGS = {
${rows(book.listings)}
}


def pattern(size, seed):
    """Bytes that look alike nowhere."""
    out = bytearray()
    for _ in range(size):
        seed = (seed * 1103515245 + 12345) & 0xFFFFFFFF
        out.append(seed >> 16 & 255)
    return bytes(out)


${fixtureLines('REMOTE', REMOTE)}
${fixtureLines('LOCAL', LOCAL)}

${['world', ...PARTS].map(part).join('')}`;
}

function problemOf(key: string | null, last: string): { readonly kind: string | null; readonly rule: string | null; readonly call: string } {
  const kind = KINDS.find((one) => key?.startsWith(`${one} `) === true) ?? null;
  const [rule = null, call = last] = kind === null ? [] : key!.slice(kind.length + 1).split(' ');
  return { kind, rule, call: /^[a-z]+$/i.test(call) ? call : last };
}

/** How replies travel, in words for the program. Times in seconds. */
function wireOf({ cut, hold = 0, linger = 0 }: Wire): object {
  const first = cut?.(Buffer.from('220 a\r\n'))[0]?.length;
  return { cut: first === undefined ? null : first === 1 ? 'each byte' : 'behind CR', hold: hold / 1000, linger: linger / 1000 };
}

function rows(table: Readonly<Record<string, string | readonly string[]>>): string {
  return Object.entries(table).map(([key, value]) => `    ${pythonValue(key)}: ${pythonValue(value)},`).join('\n');
}

function printable(text: string): string { return text.replace(/[^\x20-\x7e]/g, '?'); }

function part(name: string): string { return readFileSync(new URL(`python/${name}.py`, import.meta.url), 'utf8'); }
