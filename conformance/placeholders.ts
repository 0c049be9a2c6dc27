import { formatExtendedPort, formatHostPort } from '../src/wire/host-port.ts';
import { formatLongAddress } from '../src/wire/long-address.ts';
import { ANONYMOUS } from './anonymous.ts';
import { CHANGING } from './changing.ts';
import { makeOwn } from './own-names.ts';
import type { Session } from './session.ts';
import { Stop } from './stop.ts';
import type { Tester } from './tester.ts';
import type { DataListener } from '../src/client/data-listener.ts';

/** Bytes of the over-long argument that `{long}` stands for. */
const LONG = 100_000;

/**
 * Fills the placeholders that `spec/README.md` defines, for one session: the same name stands for the same thing
 * throughout. A placeholder that needs a listener opens it.
 */
export class Placeholders {
  listener: DataListener | null = null;
  private readonly tester: Tester;
  private readonly session: Session;
  private readonly values = new Map<string, string>();

  constructor(tester: Tester, session: Session) {
    this.tester = tester;
    this.session = session;
  }

  async fill(template: string, verb: string): Promise<string> {
    const names = [...template.matchAll(/\{([a-z0-9-]+)\}/g)].map((match) => match[1]!);
    let text = template;
    for (const name of names) {
      if (!this.values.has(name)) this.values.set(name, await this.value(name, verb));
      text = text.replace(`{${name}}`, this.values.get(name)!);
    }
    return text;
  }

  private async value(name: string, verb: string): Promise<string> {
    const { tester, session } = this;
    const { testee, fixtures } = tester;
    const address = session.control.localAddress.replace(/^::ffff:/i, '');
    switch (name) {
      case 'user': return testee.user;
      case 'password': return testee.password;
      case 'wrong':
        if (ANONYMOUS.test(testee.user)) throw new Stop('not-implemented', `${testee.user} may give any password`);
        return `${testee.password}-not`;
      case 'file': return CHANGING.has(verb) ? makeOwn(tester, 'file') : fixtures.need('file');
      case 'large': return fixtures.need('large');
      case 'directory': return CHANGING.has(verb) ? makeOwn(tester, 'directory') : fixtures.need('directory');
      case 'full-directory': return CHANGING.has(verb) ? makeOwn(tester, 'full-directory') : fixtures.need('fullDirectory');
      case 'missing': return tester.name('-missing');
      case 'new': case 'new2': return verb === 'MKD' || verb === 'XMKD' ? tester.directory(tester.name('-d')) : tester.file(tester.name('.txt'));
      case 'unstorable': return `${tester.name('-missing')}/x`;
      case 'host': return testee.host.includes(':') ? `[${testee.host}]` : testee.host;
      case 'size': return String(fixtures.text.length);
      case 'nothing': return '';
      case 'long': return 'a'.repeat(LONG);
      case 'listen': return formatHostPort(address, await this.listen());
      case 'listen-extended': return formatExtendedPort(address, await this.listen());
      case 'listen-long': return formatLongAddress(address, await this.listen());
      case 'foreign': return verb === 'EPRT' ? '|1|192.0.2.1|5000|' : verb === 'LPRT' ? '4,4,192,0,2,1,2,19,136' : '192,0,2,1,19,136';
      case 'foreign-extended': return '|1|192.0.2.1|5000|';
      case 'odd-protocol': return verb === 'EPRT' ? `|9|${address}|5000|` : verb === 'LPRT' ? '9,4,127,0,0,1,2,19,136' : '9';
      case 'odd-option': return 'XYZZY';
      case 'odd-topic': return 'XYZZY';
      default: throw new Stop('blocked', `no value for the placeholder {${name}}`);
    }
  }

  private async listen(): Promise<number> {
    this.listener ??= await this.tester.listen(this.session);
    return this.listener.port;
  }
}
