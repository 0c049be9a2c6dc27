import { join } from 'node:path';
import { hundredMib, lookAtHundredMib, placeHundredMib, receiveHundredMib } from '../dialects/hundred-mib.ts';
import { check, type Check } from '../check.ts';
import type { Session } from '../session.ts';
import { Stop } from '../stop.ts';
import type { Tester } from '../tester.ts';
import { openData, plainWay } from '../transfers.ts';
import { inBinary } from './in-binary.ts';

/** So many time-outs may a file of 100 MiB take. */
const PATIENCE = 10;

/** A file of 100 MiB both ways. `rule` says that files arrive as they were sent. */
export function hundredMibChecks(prefix: string, rule: string): Check[] {
  return [
    check(`${prefix}/sends-100-mib`, 'sends a file of 100 MiB', [rule], async (tester) => {
      const name = tester.file(tester.name('.bin'));
      await placeHundredMib(join(directoryOf(tester), name));
      const session = await inBinary(tester);
      const data = await begin(tester, session, `RETR ${name}`);
      const wrong = await receiveHundredMib(data, PATIENCE * session.timeout);
      session.require(wrong === null, rule, 'the bytes of the file', wrong ?? '');
      data.end();
      await session.finalReply();
    }, { verbs: ['RETR'] }),

    check(`${prefix}/stores-100-mib`, 'stores a file of 100 MiB', [rule], async (tester) => {
      const name = tester.file(tester.name('.bin'));
      const path = join(directoryOf(tester), name);
      const session = await inBinary(tester);
      const data = await begin(tester, session, `STOR ${name}`);
      await data.send(hundredMib(), { deadline: PATIENCE * session.timeout });
      data.end();
      await session.finalReply();
      const wrong = await lookAtHundredMib(path);
      session.require(wrong === null, rule, 'the file as it was sent', wrong ?? '');
    }, { verbs: ['STOR'] }),
  ];
}

async function begin(tester: Tester, session: Session, line: string) {
  const data = await openData(tester, session, plainWay(tester));
  return data.connection(await session.succeeds(line, { 'no data connection': false }));
}

function directoryOf({ testee }: Tester): string {
  if (testee.root === null) throw new Stop('skipped', 'the served directory is not known: give --root');
  return testee.root;
}
