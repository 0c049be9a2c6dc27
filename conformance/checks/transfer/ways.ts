import { check, type Check } from '../../check.ts';
import { deliver, receive, type AnyWay, type Way } from '../../transfers.ts';
import { noise } from './bodies.ts';
import { requireSame } from './same-bytes.ts';
import { requireStored } from './stored.ts';

const RULES: Readonly<Record<Way, readonly string[]>> = {
  PASV: ['FTP-XFR-R7', 'FTP-XFR-R8'], EPSV: ['FTP-XFR-R7', 'FTP-XFR-R9'], PORT: ['FTP-XFR-R11'], EPRT: ['FTP-XFR-R11'],
};
const BODY = noise(3000, 3);

/** The rules that a file over a way to a data connection shows: those of each direction, and the one that wrong bytes violate. */
interface FileRules {
  readonly download: readonly string[];
  readonly sent: string;
  readonly upload: readonly string[];
  readonly stored: string;
}

/** A file each way over one way to a data connection. */
export function filesOver(chapter: string, way: AnyWay, { download, sent, upload, stored }: FileRules): Check[] {
  return [
    check(`${chapter}/${way.toLowerCase()}-download`, `sends a file over a data connection of ${way}`, download, async (tester) => {
      const session = await tester.login();
      const file = tester.fixtures.need('file');
      await session.succeeds('TYPE I');
      requireSame(session, sent, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`, way)).bytes);
    }, { verbs: [way, 'RETR'] }),

    check(`${chapter}/${way.toLowerCase()}-upload`, `stores a file over a data connection of ${way}`, upload, async (tester) => {
      const session = await tester.login();
      const name = tester.file(tester.name('.bin'));
      await session.succeeds('TYPE I');
      await deliver(tester, session, `STOR ${name}`, BODY, way);
      await requireStored(tester, session, stored, name, BODY);
    }, { verbs: [way, 'STOR'] }),
  ];
}

/** Each way to a data connection, with each direction. */
export const wayChecks: readonly Check[] = (['PASV', 'EPSV', 'PORT', 'EPRT'] as const).flatMap((way) => [
  ...filesOver('transfer', way, { download: [...RULES[way], 'FTP-XFR-57', 'FTP-XFR-R22'], sent: 'FTP-XFR-R3', upload: [...RULES[way], 'FTP-XFR-58'], stored: 'FTP-XFR-R23' }),

  check(`transfer/${way.toLowerCase()}-listing`, `sends a listing over a data connection of ${way}`, [...RULES[way], 'FTP-XFR-59'], async (tester) => {
    const session = await tester.login();
    const file = tester.fixtures.need('file');
    const { bytes } = await receive(tester, session, 'LIST', way);
    session.require(bytes.includes(file), 'FTP-XFR-59', `a listing that names ${file}`, `${bytes.length} bytes without it`);
  }, { verbs: [way, 'LIST'] }),
]);
