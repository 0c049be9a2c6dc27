import type { Reply } from '../../../src/wire/reply.ts';
import { scanPassiveReply } from '../../../src/wire/host-port.ts';
import { escapeBytes } from '../../../src/wire/escape.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { connectTo } from '../../transfers.ts';

/**
 * A session that makes the server say nearly everything it can: the greeting, a login, information, listings, errors, a
 * transfer, the goodbye. What the replies mean is not judged here, only collected.
 * @param missing what to do where a reply does not come; `partial` is what came of it
 */
export async function tour(tester: Tester, missing: (session: Session, line: string, partial: string) => never): Promise<{ session: Session; replies: Reply[] }> {
  const { testee, fixtures } = tester;
  const session = await tester.connect();
  const replies: Reply[] = [];
  const take = async (line: string): Promise<Reply> => {
    const arrival = await session.control.reply();
    if (arrival.kind !== 'reply') return missing(session, line, escapeBytes(arrival.partial.subarray(0, 200)));
    replies.push(arrival.reply);
    return arrival.reply;
  };
  const say = (line: string): Promise<Reply> => {
    session.sendRaw(Buffer.from(`${line}\r\n`), []);
    return take(line);
  };
  while ((await take('the greeting')).code === 120);
  for (const line of ['PWD', `USER ${testee.user}`, `PASS ${testee.password}`, ...(testee.account === undefined ? [] : [`ACCT ${testee.account}`]), ...information(fixtures.file, tester.name('-missing'))]) await say(line);
  const address = scanPassiveReply((await say('PASV')).lines.join(' '));
  if (address !== null) {
    const data = await connectTo(tester, session, address.port, 'PASV');
    if ((await say('LIST')).code < 200) {
      await data.receive({ deadline: session.timeout });
      await take('the end of LIST');
    }
  }
  await say('QUIT');
  return { session, replies };
}

function information(file: string, missing: string): string[] {
  return [
    'SYST', 'FEAT', 'HELP', 'HELP RETR', 'STAT', `STAT ${file}`, 'STAT /', 'PWD', 'NOOP', 'TYPE I', 'MODE S', 'STRU F', 'SITE HELP', 'OPTS UTF8 ON', `SIZE ${file}`, `MDTM ${file}`, `MLST ${file}`,
    `CWD ${missing}`, `RETR ${missing}`, `DELE ${missing}`, 'RETR', 'TYPE X', 'XYZZY', 'RNTO x', `RNFR ${file}`, 'REST 1', 'REST 0', 'ABOR', 'CDUP', 'ALLO 1', 'EPSV',
  ];
}
