import { ephemeralPort, ephemeralPortLines } from '../src/dialects/ephemeral-port/ephemeral-port.ts';
import { inlineLength } from '../src/dialects/inline-marker/inline-length.ts';
import { inlineMarker } from '../src/dialects/inline-marker/inline-marker.ts';
import { lengthResume } from '../src/dialects/length-prefixed/length-resume.ts';
import { lengthPrefixed } from '../src/dialects/length-prefixed/length-prefixed.ts';
import { ftp } from '../src/generated/ftp.ts';
import { minimalFtp } from '../src/generated/minimal-ftp.ts';
import { Table } from '../src/machine/table.ts';
import type { ServerParts } from '../src/server/reference-server.ts';
import type { Check } from './check.ts';
import { handWritten } from './checks/all.ts';
import { minimalChecks } from './checks/minimal-ftp.ts';
import { ephemeralPortChecks, ephemeralPortLinesChecks } from './dialects/ephemeral-port/all.ts';
import { fullDisk } from './dialects/full-disk.ts';
import { inlineLengthChecks, inlineMarkerChecks } from './dialects/inline-marker/checks.ts';
import { lengthPrefixedChecks, lengthResumeChecks } from './dialects/length-prefixed/checks.ts';
import { exampleChecks } from './generated/examples.ts';
import { rowChecks } from './generated/rows.ts';
import { courseFtpProfile } from './profiles/course-ftp.ts';
import type { Profile } from './profiles/profile.ts';

/** The table of the FTP specification, compiled once. */
export const ftpTable = new Table(ftp);

/** A protocol that can be served and checked. */
export interface Suite {
  readonly table: Table;
  /** The port that its programs use. */
  readonly port: number;
  /** All its checks. For FTP and its profiles those of rows and examples come on top. */
  readonly handWritten: readonly Check[];
  /** What the reference server of the protocol is made of. */
  readonly parts: Partial<ServerParts>;
  /** What else the reference server has when it is itself tested. */
  readonly tested?: Partial<ServerParts>;
  /** FTP's lines and replies: the suite's own sessions speak it. Other protocols' checks bring theirs. */
  readonly lines: boolean;
  /** Whether the server speaks first. */
  readonly greets: boolean;
}

const ownWire = (dialect: typeof inlineMarker, checks: readonly Check[], greets: boolean): Suite => ({
  table: new Table(dialect.protocol), port: dialect.port, handWritten: checks, parts: { ...dialect.parts, protocol: dialect.protocol }, tested: { store: fullDisk }, lines: false, greets,
});

const ofProfile = ({ protocol, port, handWritten: checks }: Profile): Suite => ({ table: new Table(protocol), port, handWritten: checks, parts: { protocol }, tested: { store: fullDisk }, lines: true, greets: true });

/** The protocols by name. */
export const SUITES: Readonly<Record<string, Suite>> = {
  ftp: { table: ftpTable, port: 2121, handWritten, parts: {}, lines: true, greets: true },
  'course-ftp': ofProfile(courseFtpProfile),
  'minimal-ftp': { table: new Table(minimalFtp), port: 3000, handWritten: minimalChecks, parts: { protocol: minimalFtp }, tested: { store: fullDisk }, lines: true, greets: true },
  'inline-marker': ownWire(inlineMarker, inlineMarkerChecks, true),
  'inline-length': ownWire(inlineLength, inlineLengthChecks, true),
  'length-prefixed': ownWire(lengthPrefixed, lengthPrefixedChecks, false),
  'length-resume': ownWire(lengthResume, lengthResumeChecks, false),
  'ephemeral-port': ownWire(ephemeralPort, ephemeralPortChecks, false),
  'ephemeral-port-lines': ownWire(ephemeralPortLines, ephemeralPortLinesChecks, false),
};

/** Every check of a protocol's suite, by chapter in the order of the specification. Ids are unique; a test holds it. */
export function catalog(table: Table = ftpTable): Check[] {
  const suite = SUITES[table.protocol.name];
  const order = new Map(table.protocol.chapters.map((chapter, index) => [chapter.slug, index]));
  const rank = (check: Check): number => order.get(check.chapter) ?? order.size;
  const generated = suite?.lines === false ? [] : [...rowChecks(table), ...exampleChecks(table)];
  return [...(suite?.handWritten ?? []), ...generated].sort((a, b) => rank(a) - rank(b));
}
