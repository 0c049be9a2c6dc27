import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';
import { tryDeliver, tryReceive } from '../files/attempt.ts';
import { lastName, listingLines } from '../files/listing-lines.ts';
import { featuresOf } from './feature-lines.ts';

/** A feature with a line in FEAT, and how a client finds out whether it works. */
interface Feature {
  /** As FEAT shows it. */
  readonly label: string;
  readonly parameters?: string;
  readonly verb: string;
  /** True when it works, false when the server refuses it; commands are judged meanwhile. */
  readonly works: (tester: Tester, session: Session) => Promise<boolean>;
}

const FEATURES: readonly Feature[] = [
  { label: 'SIZE', verb: 'SIZE', works: async (tester, session) => (await session.command(`SIZE ${tester.fixtures.need('file')}`)).code === 213 },
  { label: 'MDTM', verb: 'MDTM', works: async (tester, session) => (await session.command(`MDTM ${tester.fixtures.need('file')}`)).code === 213 },
  {
    label: 'REST', parameters: 'STREAM', verb: 'REST',
    works: async (tester, session) => {
      const name = tester.fixtures.need('file');
      // Directly before RETR: RFC 3659 leaves undefined what REST means when another command comes between.
      const { bytes } = await tryReceive(tester, session, `RETR ${name}`, 'REST 2');
      return bytes.equals(tester.fixtures.text.subarray(2));
    },
  },
  {
    label: 'MLST', verb: 'MLST',
    works: async (tester, session) => (await session.command(`MLST ${tester.fixtures.need('file')}`)).code === 250
      && (await tryReceive(tester, session, `MLSD ${tester.fixtures.need('fullDirectory')}`)).bytes.includes('inside.txt'),
  },
  { label: 'EPSV', verb: 'EPSV', works: async (tester, session) => (await receive(tester, session, `RETR ${tester.fixtures.need('file')}`, 'EPSV')).bytes.equals(tester.fixtures.text) },
  { label: 'EPRT', verb: 'EPRT', works: async (tester, session) => (await receive(tester, session, `RETR ${tester.fixtures.need('file')}`, 'EPRT')).bytes.equals(tester.fixtures.text) },
];

/** FEAT against what the server does. */
export const featureChecks: readonly Check[] = [
  ...FEATURES.flatMap((feature) => {
    const name = feature.label.toLowerCase();
    const line = [feature.label, feature.parameters ?? []].flat().join(' ');
    return [
      check(`information/feature-${name}-works`, `can do what the line ${line} of FEAT promises`, ['FTP-INF-R3'], async (tester) => {
        const session = await tester.login();
        if (!lists(await featuresOf(session), feature)) throw new Stop('not-implemented', `FEAT does not list ${line}`);
        const works = await tried(tester, session, feature);
        session.require(works, 'FTP-INF-R3', `${feature.verb} works`, `${feature.verb} is refused, or does not do what it promises`, 'FEAT lists what works, no more.');
      }, { verbs: ['FEAT', feature.verb] }),
      check(`information/feature-${name}-is-listed`, `lists ${line} in FEAT when ${feature.verb} works`, ['FTP-INF-R4'], async (tester) => {
        const session = await tester.login();
        const features = await featuresOf(session);
        if (!(await tried(tester, session, feature))) throw new Stop('not-implemented', `${feature.verb} does not work`);
        session.require(lists(features, feature), 'FTP-INF-R4', `a line ${line} in FEAT`, `FEAT lists ${[...features.keys()].join(', ') || 'nothing'}`, 'Clients use no extension that FEAT does not list.');
      }, { verbs: ['FEAT', feature.verb] }),
    ];
  }),

  check('information/feature-utf8-works', 'keeps UTF-8 names byte for byte when FEAT lists UTF8', ['FTP-INF-R3'], async (tester) => {
    const session = await tester.login();
    if (!(await featuresOf(session)).has('UTF8')) throw new Stop('not-implemented', 'FEAT does not list UTF8');
    const directory = await tester.makeDirectory(session);
    const name = `${tester.name()}-ü-日本`;
    tester.file(`${directory}/${name}`);
    await session.given('entering a directory', () => session.succeeds(`CWD ${directory}`));
    const { code } = await tryDeliver(tester, session, `STOR ${name}`, Buffer.from('x'));
    session.require(code < 400, 'FTP-INF-R3', `STOR ${name} is accepted`, String(code));
    const names = listingLines((await session.given('NLST', () => receive(tester, session, 'NLST'))).bytes).map(lastName);
    session.require(names.includes(name), 'FTP-INF-R3', `NLST shows ${name}`, names.join(', '));
  }, { verbs: ['FEAT', 'NLST'] }),

  check('information/feature-tvfs-works', 'takes paths with slashes when FEAT lists TVFS', ['FTP-INF-R3'], async (tester) => {
    const session = await tester.login();
    if (!(await featuresOf(session)).has('TVFS')) throw new Stop('not-implemented', 'FEAT does not list TVFS');
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    const { bytes, code } = await tryReceive(tester, session, `RETR ${tester.fixtures.need('fullDirectory')}/inside.txt`);
    session.require(bytes.equals(tester.fixtures.text), 'FTP-INF-R3', 'a file in a directory is reached by directory/name', `RETR brought ${bytes.length} bytes and ${code}`);
  }, { verbs: ['FEAT'] }),
];

function lists(features: Map<string, string>, feature: Feature): boolean {
  const parameters = features.get(feature.label);
  return parameters !== undefined && (feature.parameters === undefined || parameters.toUpperCase().split(' ').includes(feature.parameters));
}

/** Tries a feature in TYPE I. 500 and 502 say that there is no such thing, which here is an answer like any other. */
async function tried(tester: Tester, session: Session, feature: Feature): Promise<boolean> {
  await session.given('TYPE I', () => session.succeeds('TYPE I'));
  try {
    return await feature.works(tester, session);
  } catch (error) {
    if (error instanceof Stop && error.kind === 'not-implemented') return false;
    throw error;
  }
}
