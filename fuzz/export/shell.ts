import type { FindingFile } from '../finding-file.ts';
import type { Step } from '../scenario.ts';
import { headLines } from './head-lines.ts';

/** The part that is the same for every finding: bash can open TCP connections by itself. */
const PLAYER = String.raw`
[ $# -ge 2 ] || { echo "usage: $0 HOST PORT [USER PASSWORD]"; exit 2; }
host=$1 port=$2 user=${'$'}{3:-anonymous} password=${'$'}{4:-anonymous@} mark="f$$q" data_port=

session() { # opens control connection $1
  control=$((10 + $1 * 10))
  eval "exec $control<>/dev/tcp/$host/$port"
}
use() { control=$((10 + $1 * 10)) data=$((11 + $1 * 10)); }
say() { # sends bytes, written for printf %b
  printf '> %s\n' "$1"
  printf '%b' "$1" >&$control
}
reply() { # reads one reply, waiting ${'$'}{1:-5} seconds
  local line code=
  while IFS= read -r -t "${'$'}{1:-5}" line <&$control; do
    line=${'$'}{line%$'\r'}
    printf '< %s\n' "$line"
    case $line in
      227*) [[ $line =~ ([0-9]+),([0-9]+)[^0-9,]*$ ]] && data_port=$((BASH_REMATCH[1] * 256 + BASH_REMATCH[2]));;
    esac
    [[ $line =~ \(\|\|\|([0-9]+)\|\) ]] && data_port=${'$'}{BASH_REMATCH[1]}
    case $line in
      [0-9][0-9][0-9]-*) [ -n "$code" ] || code=${'$'}{line%%-*};;
      *) if [ -z "$code" ] || [[ $line == "$code "* ]]; then return 0; fi;;
    esac
  done
  echo '! no reply, or the connection is closed'
  return 1
}
connect() { eval "exec $data<>/dev/tcp/$host/$data_port" && echo '= data connection open'; }
receive() { timeout 10 cat <&$data | od -c | head -40; finish; reply; }
upload() { head -c "$1" /dev/zero | tr '\0' x >&$data; echo "= sent $1 bytes"; finish; reply; }
finish() { eval "exec $data>&- $data<&-"; echo '= data connection closed'; }
`;

/** A bash script without dependencies that plays a finding, as far as a shell can: passive data connections only, and no resets. */
export function shellProgram(finding: FindingFile): string {
  const head = headLines(finding);
  const { steps } = finding.scenario;
  const lines = [...preparation(steps), ...steps.flatMap(shellLines), '', `cat <<'ABOUT'`, '', ...head, 'ABOUT'];
  return `#!/usr/bin/env bash\n${head.map((line) => `# ${line}`).join('\n')}\n#\n# bash THIS HOST PORT USER PASSWORD\n${PLAYER}\n${lines.join('\n')}\n`;
}

function shellLines(step: Step): string[] {
  const use = `use ${step.session}`;
  switch (step.act) {
    case 'open': return [use, `session ${step.session}`, ...(step.early === undefined ? ['reply'] : step.early.length === 0 ? [] : [`say ${lined(step.early)}`, 'reply', ...step.early.map(waits)])];
    case 'send': return [use, `say ${lined(step.lines)}`, ...(step.wait ? step.lines.map(waits) : [])];
    case 'bytes': return [use, ...step.pieces.map((piece) => `say ${quoted(piece)}`), `say ${quoted('\r\nNOOP\r\n')}`, 'reply'];
    case 'connect': return [use, 'connect'];
    case 'receive': return [use, 'receive'];
    case 'upload': return step.ending === 'open' ? [use, `head -c ${step.size} /dev/zero >&$data`] : [use, `upload ${step.size}`];
    case 'half': case 'close': case 'reset': return [use, 'finish; reply'];
    case 'stall': case 'keep': return [];
    // bash has no TLS.
    case 'secure': case 'secure in part': case 'renegotiate': case 'cut': return [`echo '! TLS: use the Python program'; exit 3`];
    case 'end': case 'drop': return [use, 'eval "exec $control>&- $control<&-"'];
  }
}

function lined(lines: readonly string[]): string { return quoted(lines.map((line) => `${line}\r\n`).join('')); }
function waits(line: string): string { return /^pass/i.test(line) ? 'reply 20' : 'reply'; }

/** Text for printf %b in double quotes: bytes as octal, placeholders as shell variables. */
function quoted(text: string): string {
  const filled = text.replaceAll('{nothing}', '').split(/(\{[a-z0-9-]+\})/).map((part) => variable(part) ?? escaped(part));
  return `"${filled.join('')}"`;
}

function variable(part: string): string | null {
  const name = /^\{([a-z0-9-]+)\}$/.exec(part)?.[1];
  if (name === undefined) return null;
  if (/^n\d+$/.test(name)) return `\${mark}${name.slice(1)}`;
  const fixed: Readonly<Record<string, string>> = {
    user: '$user', password: '$password', wrong: '${password}-not', missing: '${mark}missing', unstorable: '${mark}missing/x', size: '6', foreign: '192,0,2,1,19,136', 'foreign-extended': '|1|192.0.2.1|5000|',
    'odd-protocol': '9', 'odd-option': 'XYZZY', 'odd-topic': 'XYZZY', 'escape-file': '../../../../../etc/passwd', 'escape-directory': '../../../../../etc', listen: '127,0,0,1,200,1', 'listen-extended': '|1|127.0.0.1|51201|',
  };
  return fixed[name] ?? `\${mark}${name}`;
}

function escaped(text: string): string {
  return Array.from(text, (letter) => (letter === '\r' ? '\\r' : letter === '\n' ? '\\n' : /[A-Za-z0-9 _.,:/|()*?%+=<>;&~^@#[\]{}'!-]/.test(letter) && letter !== '!' ? letter : `\\0${letter.charCodeAt(0).toString(8).padStart(3, '0')}`)).join('');
}

/** What the steps expect to be there. */
function preparation(steps: readonly Step[]): string[] {
  const text = JSON.stringify(steps);
  const lines: string[] = [];
  for (const name of ['file', 'large'] as const) if (text.includes(`{${name}}`)) lines.push(`say "PASV\\r\\n"; reply; connect; say "STOR \${mark}${name}\\r\\n"; reply; upload ${name === 'large' ? 8 * 2 ** 20 : 6}`);
  for (const name of ['directory', 'full-directory'] as const) if (text.includes(`{${name}}`)) lines.push(`say "MKD \${mark}${name}\\r\\n"; reply`);
  if (text.includes('{full-directory}')) lines.push('say "PASV\\r\\n"; reply; connect; say "STOR ${mark}full-directory/inside.txt\\r\\n"; reply; upload 6');
  return lines.length === 0 ? [] : ['use 20; session 20; reply; say "USER $user\\r\\n"; reply; say "PASS $password\\r\\n"; reply 20; say "TYPE I\\r\\n"; reply', ...lines, ''];
}
