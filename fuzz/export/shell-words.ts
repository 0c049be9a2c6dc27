/** What a shell puts in the place of a placeholder; the names of a scenario are made of `mark`. */
const VARIABLES: Readonly<Record<string, string>> = {
  user: '$user', password: '$password', account: '$account', 'wrong-account': '${account}-not', wrong: '${password}-not', 'wrong-case': '${password~~}', file: '${mark}file', large: '${mark}large', directory: '${mark}dir', 'full-directory': '${mark}full', missing: '${mark}missing',
  new: '${mark}new', new2: '${mark}new2', unstorable: '${mark}missing/x', size: '6', nothing: '', long: '$long', marker: '$marker', foreign: '192,0,2,1,19,136', 'foreign-extended': '|1|192.0.2.1|5000|', 'foreign-long': '4,4,192,0,2,1,2,19,136',
  'odd-protocol': '9', 'odd-option': 'XYZZY', 'odd-topic': 'XYZZY', 'escape-file': '../../../../../etc/passwd', 'escape-directory': '../../../../../etc', 'escape-rest': 'etc/passwd', 'escape-secret': 'passwd', 'escape-absolute': '/etc/passwd',
};

/** Text for printf %b in double quotes: bytes as octal, placeholders as shell variables. */
export function quoted(text: string): string {
  return `"${text.split(/(\{[a-z0-9-]+\})/).map((part) => variable(part) ?? escaped(part)).join('')}"`;
}

/** Why a shell cannot send this; null where it can. */
export function beyondShell(text: string): string | null {
  if (/\{(?:listen|deaf)/.test(text)) return 'a shell cannot listen for connections, and does not know its own port';
  return /\{(?:escape-(?:new|hollow|climb)|link-)/.test(text) ? 'what lies outside the served directory is to be made first' : null;
}

function variable(part: string): string | null {
  const name = /^\{([a-z0-9-]+)\}$/.exec(part)?.[1] ?? '';
  return /^n\d\d?$/.test(name) ? `\${mark}${name.slice(1)}` : (VARIABLES[name] ?? null);
}

function escaped(text: string): string {
  return Array.from(text, (letter) => (letter === '\r' ? '\\r' : letter === '\n' ? '\\n' : /[A-Za-z0-9 _.,:/|()*?%+=<>;&~^@#[\]{}'-]/.test(letter) ? letter : `\\0${letter.charCodeAt(0).toString(8).padStart(3, '0')}`)).join('');
}
