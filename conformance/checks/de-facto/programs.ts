import { check, type Check } from '../../check.ts';
import { describe } from '../../session.ts';
import { workingDirectory } from '../files/working-directory.ts';
import { receive } from '../../transfers.ts';

/** CLNT and CSID. */
export const programChecks: readonly Check[] = [
  check('de-facto/csid-tells-name-and-version', 'tells its name and version by CSID', ['FTP-DEF-R45'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('CSID Name=ftpspec; Version=1;');
    const text = reply.lines.join(' ');
    session.require(/\bname=[^;]+;/i.test(text) && /\bversion=[^;]+;?/i.test(text), 'FTP-DEF-R45', '200 Name=…; Version=…;', describe(reply));
  }, { verbs: ['CSID'] }),

  ...(['CLNT ftpspec 1.0', 'CSID Name=ftpspec; Version=1;'] as const).map((line) => {
    const verb = line.slice(0, 4);
    return check(`de-facto/${verb.toLowerCase()}-changes-nothing`, `keeps user, type and directory by ${verb}`, ['FTP-DEF-R46', 'FTP-DEF-64'], async (tester) => {
      const session = await tester.login();
      await session.given('TYPE I', () => session.succeeds('TYPE I'));
      await session.given('entering a directory', () => session.succeeds(`CWD ${tester.fixtures.need('fullDirectory')}`));
      const before = await session.given('PWD', () => workingDirectory(session));
      await session.succeeds(line);
      const { bytes } = await receive(tester, session, 'RETR inside.txt');
      session.require(bytes.equals(tester.fixtures.text), 'FTP-DEF-R46', 'RETR in TYPE I as before', `${bytes.length} other bytes`);
      const after = await workingDirectory(session);
      session.require(after === before, 'FTP-DEF-R46', before, after);
    }, { verbs: [verb] });
  }),
];
