import { SUITES } from '../../conformance/catalog.ts';
import { fixtureNames } from '../../conformance/fixtures.ts';
import type { Testee } from '../../conformance/testee.ts';
import { attached } from '../attached.ts';
import { outsideAt } from '../oracle/outside.ts';
import { sharedNodes } from '../shared-nodes.ts';
import type { Subject } from '../subject.ts';

/** A subject as it can be sent to another process. */
export interface SubjectData {
  readonly protocol: string;
  readonly testee: Pick<Testee, 'host' | 'port' | 'root' | 'user' | 'password' | 'account'>;
  readonly fixtures: { readonly file: string; readonly large: string; readonly largeSize: number; readonly directory: string; readonly fullDirectory: string; readonly text: Buffer };
  readonly home: string | null;
  readonly disk: boolean;
  readonly outside: { readonly directory: string; readonly token: string; readonly secret: string } | null;
  readonly writing: string | null;
  readonly timeout: number;
  readonly converts: boolean;
  readonly records: boolean;
  readonly clear: boolean;
  readonly local: boolean;
}

/** What another process has to know of a subject. */
export function dataOf({ table, started: { testee }, fixtures, home, disk, outside, writing, timeout, learnt, records, clear, local }: Subject): SubjectData {
  const { host, port, root, user, password, account } = testee;
  const { file, large, largeSize, directory, fullDirectory, text } = fixtures;
  return {
    protocol: table.protocol.name, testee: { host, port, root, user, password, ...(account !== undefined && { account }) }, fixtures: { file, large, largeSize, directory, fullDirectory, text }, home, disk,
    outside: outside === null ? null : { directory: outside.directory, token: outside.token, secret: outside.secret }, writing, timeout, converts: learnt.converts, records, clear, local,
  };
}

/** The same subject in another process: somebody else looks after the server, its fixtures and the canaries. */
export async function subjectOf(data: SubjectData): Promise<Subject> {
  const suite = SUITES[data.protocol]!;
  const fixtures = { ...fixtureNames(new Map()), ...data.fixtures };
  const { testee, outside, home, disk, writing, timeout, local } = data;
  return {
    table: suite.table, suite, fixtures, shared: sharedNodes(fixtures), home, disk, writing, timeout, local, records: data.records, clear: data.clear, learnt: { converts: data.converts },
    started: attached(testee),
    outside: outside === null || testee.root === null ? null : await outsideAt(testee.root, outside.directory, outside.token, outside.secret),
  };
}
