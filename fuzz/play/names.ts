import { formatExtendedPort, formatHostPort } from '../../src/wire/host-port.ts';
import { formatLongAddress } from '../../src/wire/long-address.ts';
import type { Subject } from '../subject.ts';

/** A port that nobody listens on. */
const NOBODY = 64_250;

/** Letters of `{long}`. */
const LONG = 'a'.repeat(100_000);

/** Whether a text needs a listener of ours before it can be filled in. */
export function needsListener(template: string): boolean { return template.includes('{listen'); }

/** A password in other letter case; where that makes no difference, another one. */
function swapped(password: string): string {
  const other = Array.from(password, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join('');
  return other === password ? `${password}-not` : other;
}

/** The address of our end of the control connection, where nobody can listen. */
function deaf(name: string, own: { readonly localAddress: string; readonly localPort: number } | null): string | null {
  return own === null || !name.startsWith('deaf') ? null : name === 'deaf' ? formatHostPort(own.localAddress, own.localPort) : formatExtendedPort(own.localAddress, own.localPort);
}

/** The values of placeholders in one scenario. */
export class Names {
  /** What every name of this scenario begins with. */
  readonly prefix: string;
  private readonly subject: Subject;

  constructor(subject: Subject, prefix: string) {
    this.subject = subject;
    this.prefix = prefix;
  }

  /** @param listener port of our listener and the address by which the server reaches it; null where there is none */
  fill(template: string, listener: { readonly address: string; readonly port: number } | null, own: { readonly localAddress: string; readonly localPort: number } | null = null): string {
    return template.includes('{') ? template.replace(/\{([a-z0-9-]+)\}/g, (whole, name: string) => this.value(name, listener) ?? deaf(name, own) ?? whole) : template;
  }

  /** A port beyond those that systems give away by themselves; on another machine what is on the way might keep silent about it. */
  private nowhere(listener: { readonly port: number } | null): number { return this.subject.local ? NOBODY : listener?.port ?? NOBODY; }

  private value(name: string, listener: { readonly address: string; readonly port: number } | null): string | null {
    const { started: { testee }, fixtures, outside } = this.subject;
    const own = /^n(\d\d?)$/.exec(name);
    if (own !== null) return `${this.prefix}${own[1]}`;
    switch (name) {
      case 'user': return testee.user;
      case 'password': return testee.password;
      case 'wrong': return `${testee.password}-not`;
      case 'account': return testee.account ?? name;
      case 'wrong-account': return `${testee.account ?? 'account'}-not`;
      case 'wrong-case': return swapped(testee.password);
      case 'file': return fixtures.file;
      case 'large': return fixtures.large;
      case 'directory': return fixtures.directory;
      case 'full-directory': return fixtures.fullDirectory;
      case 'missing': return `${this.prefix}missing`;
      case 'new': case 'new2': return `${this.prefix}${name}`;
      case 'unstorable': return `${this.prefix}missing/x`;
      case 'size': return String(fixtures.text.length);
      case 'nothing': return '';
      case 'long': return LONG;
      case 'listen': return listener === null ? '127,0,0,1,1,1' : formatHostPort(listener.address, listener.port);
      case 'listen-extended': return listener === null ? '|1|127.0.0.1|257|' : formatExtendedPort(listener.address, listener.port);
      case 'listen-otherwise': return this.value('listen-extended', listener)!.replaceAll('|', '!');
      case 'listen-long': return formatLongAddress(listener?.address ?? '127.0.0.1', listener?.port ?? 257);
      case 'listen-nowhere': return formatHostPort(listener?.address ?? '127.0.0.1', this.nowhere(listener));
      case 'listen-nowhere-extended': return formatExtendedPort(listener?.address ?? '127.0.0.1', this.nowhere(listener));
      case 'foreign-long': return formatLongAddress('192.0.2.1', 5000);
      case 'foreign': return '192,0,2,1,19,136';
      case 'foreign-extended': return '|1|192.0.2.1|5000|';
      case 'odd-protocol': return '9';
      case 'odd-option': case 'odd-topic': return 'XYZZY';
      case 'escape-file': return outside === null ? '../../../../../etc/passwd' : `${outside.relative}/${outside.secret}`;
      case 'escape-directory': return outside?.relative ?? '../../../../../etc';
      case 'escape-new': return outside === null ? '' : `${outside.relative}/${this.prefix}out`;
      case 'escape-rest': return outside === null ? 'etc/passwd' : `${outside.relative.slice(3)}/${outside.secret}`;
      case 'escape-secret': return outside?.secret ?? 'passwd';
      case 'escape-hollow': return outside === null ? '' : `${outside.relative}/hollow`;
      case 'escape-absolute': return outside === null ? '/etc/passwd' : `${outside.directory}/${outside.secret}`;
      case 'escape-climb': return outside === null ? '' : `/..${outside.relative.slice(2)}/${outside.secret}`;
      case 'link-file': return outside?.links.file ?? `${this.prefix}missing`;
      case 'link-free': return outside?.links.free ?? `${this.prefix}missing`;
      case 'link-directory': return outside?.links.directory ?? `${this.prefix}missing`;
      default: return null;
    }
  }
}
