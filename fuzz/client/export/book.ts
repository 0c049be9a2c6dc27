import { ControlConnection } from '../../../src/client/control-connection.ts';
import { DataConnection } from '../../../src/client/data-connection.ts';
import { Transcript } from '../../../src/client/transcript.ts';
import { namedPort } from '../../play/named-port.ts';
import { REMOTE } from '../fixtures.ts';

/** Milliseconds that an answer of a server in this process may take. */
const PATIENCE = 20_000;
/** What files and directories are called that are made to hear what a server says of it. */
const NEW = 'book-new';

/** What a server says: to a command the replies that it gave, one character a byte; and what it lists, by verb and path. */
export interface Book {
  readonly replies: Readonly<Record<string, readonly string[]>>;
  readonly listings: Readonly<Record<string, string>>;
}

interface Testee { readonly host: string; readonly port: number; readonly user: string; readonly password: string }

/** As they go over the wire, one character a byte. */
const FILES = Object.keys(REMOTE).map((path) => Buffer.from(`/${path}`).toString('latin1'));
const DIRECTORIES = ['/', ...new Set(FILES.flatMap((path) => path.split('/').slice(1, -1).map((_, at, all) => `/${all.slice(0, at + 1).join('/')}`)))];
const PLAIN = ['SYST', 'FEAT', 'NOOP', 'HELP', 'STAT', 'SITE HELP', 'OPTS UTF8 ON', 'CLNT x', 'ALLO 10', 'TYPE A', 'TYPE I', 'STRU F', 'MODE S', 'ABOR', 'PBSZ 0', 'PROT P', 'XYZZY', 'RNTO missing', 'REST 0', 'REST 5000'];

/** Asks a server everything that clients ask, and writes down what it says. Commands about names stand there with the absolute path, with `ok` for what can be done, and `no` for what cannot. */
export async function bookOf(testee: Testee): Promise<Book> {
  const writer = new BookWriter(testee);
  try {
    await writer.write();
  } finally {
    writer.end();
  }
  return writer;
}

class BookWriter implements Book {
  readonly replies: Record<string, readonly string[]> = {};
  readonly listings: Record<string, string> = {};
  private readonly testee: Testee;
  private control: ControlConnection | null = null;
  private readonly transcript = new Transcript();

  constructor(testee: Testee) { this.testee = testee; }

  end(): void { this.control?.destroy(); }

  async write(): Promise<void> {
    const { user, password } = this.testee;
    await this.open();
    await this.ask('PWD', 'out');
    await this.ask(`USER ${user}`, 'USER ok');
    await this.ask(`PASS ${password}-not`, 'PASS no');
    await this.enter();
    for (const line of PLAIN) await this.ask(line, line);
    for (const path of DIRECTORIES) {
      // From where a login leads: names from the top are written otherwise by servers with drives.
      if (path !== '/') await this.ask(`CWD ${path.slice(1)}`, `CWD ${path}`);
      await this.ask('PWD', `PWD ${path}`);
      for (const verb of ['LIST', 'NLST', 'MLSD']) await this.transfer(verb, `${verb} ${path}`, (bytes) => { this.listings[`${verb} ${path}`] = bytes; });
      for (const _ of path.split('/').slice(1).filter((name) => name !== '')) await this.ask('CDUP', 'CDUP ok');
    }
    await this.ask('CWD .', 'CWD ok');
    await this.ask('TYPE I', 'TYPE I');
    for (const path of FILES) {
      for (const verb of ['SIZE', 'MDTM', 'MLST']) await this.ask(`${verb} ${path.slice(1)}`, `${verb} ${path}`);
      await this.transfer(`RETR ${path.slice(1)}`, `RETR ${path}`);
    }
    for (const verb of ['CWD', 'SIZE', 'MDTM', 'MLST', 'DELE', 'RMD', 'RNFR']) await this.ask(`${verb} missing`, `${verb} no`);
    await this.transfer('RETR missing', 'RETR no');
    await this.transfer('STOR missing/x', 'STOR no');
    await this.transfer(`STOR ${NEW}`, 'STOR ok');
    await this.transfer(`APPE ${NEW}`, 'APPE ok');
    for (const [verb, path] of [['RNFR', NEW], ['RNTO', `${NEW}-er`], ['DELE', `${NEW}-er`], ['MKD', NEW]] as const) await this.ask(`${verb} ${path}`, `${verb} ok`);
    await this.ask(`MKD ${NEW}`, 'MKD no');
    await this.ask(`RMD ${NEW}`, 'RMD ok');
    await this.ask('PASV', 'PASV ok');
    await this.ask('EPSV', 'EPSV ok');
    await this.ask('QUIT', 'QUIT');
  }

  private async open(): Promise<void> {
    this.control?.destroy();
    const { host, port } = this.testee;
    this.control = await ControlConnection.open({ host, port, timeout: PATIENCE, transcript: this.transcript, session: 1 });
    await this.heard('[connected]');
  }

  private async enter(): Promise<void> {
    await this.open();
    const [reply] = await this.ask(`USER ${this.testee.user}`, 'USER ok');
    if (reply?.startsWith('3') === true) await this.ask(`PASS ${this.testee.password}`, 'PASS ok');
  }

  /** Asks, and notes the replies under `key`. */
  private async ask(line: string, key: string): Promise<readonly string[]> {
    this.control!.send(Buffer.from(`${line}\r\n`, 'latin1'));
    return this.heard(key);
  }

  /** Takes replies up to a last one, or to one that lets a transfer begin. */
  private async heard(key: string, begins: () => Promise<void> = async () => {}): Promise<readonly string[]> {
    const replies: string[] = [];
    for (let final = false; !final;) {
      const arrival = await this.control!.reply();
      // It has ended the session, as it may: the next question is asked in another one.
      if (arrival.kind !== 'reply') {
        if (key !== 'QUIT' && key !== '[connected]') await this.enter();
        break;
      }
      const { reply } = arrival;
      replies.push(reply.raw.toString('latin1'));
      final = reply.code >= 200;
      if (!final && key !== '[connected]') await begins();
    }
    if (replies.length > 0) this.replies[key] = replies;
    return replies;
  }

  /** A command that data belong to, over whichever address the server gives. */
  private async transfer(line: string, key: string, listed: (bytes: string) => void = () => {}): Promise<void> {
    let port: number | null | undefined = null;
    for (const verb of ['PASV', 'EPSV']) {
      this.control!.send(verb);
      const arrival = await this.control!.reply();
      port = arrival.kind === 'reply' ? namedPort(arrival.reply) : null;
      if (port !== null && port !== undefined) break;
    }
    if (port === null || port === undefined) return;
    const { host } = this.testee;
    const data = await DataConnection.connect({ host, port, timeout: PATIENCE, transcript: this.transcript, session: 1 });
    try {
      this.control!.send(Buffer.from(`${line}\r\n`, 'latin1'));
      await this.heard(key, async () => {
        // An upload of nothing ends at once.
        if (/^(?:STOR|APPE)/.test(line)) return data.destroy();
        listed((await data.receive({ deadline: PATIENCE })).bytes.toString('latin1'));
      });
    } finally {
      data.destroy();
    }
  }
}
