/**
 * ftpspec as a library: check, grade and serve, and what they are made of: the specification as data, the reference server,
 * the oracle, and the suite.
 *
 *     const server = await serve({ root: '.', users: [{ name: 'u', password: 'p', readOnly: false }] });
 *     const { conforms, checks } = await check({ address: server, user: 'u', password: 'p', select: { chapters: ['access'] } });
 *     await server.stop();
 *
 * `ftpspec/vitest` makes a test of each check.
 */

export { check, type CheckRequest, type CheckResult } from './library/check.ts';
export { grade, type GradeRequest } from './library/grade.ts';
export { serve, type Served } from './library/serve.ts';
export type { ServerUnderTest } from './library/server-under-test.ts';
export type { Cause, Grade, GradedCheck, GradedItem, GradedStage, Share, Status } from '../conformance/rubric/grade.ts';
export { GRADE_FORMATS, renderGrade } from '../reports/grading/grade-formats.ts';

// The specification.
export { ftp } from './generated/ftp.ts';
export { Table, type Region, type Row, type Vector } from './machine/table.ts';
export type { Command, Condition, Example, Level, Protocol, Requirement, Rule, State } from './spec/model.ts';

// The two machines made from it: the oracle that follows a session from outside, and the server.
export { Observer, type Observation } from './machine/observer.ts';
export { ReferenceServer, type ServerOptions } from './server/reference-server.ts';
export type { ServerConfig } from './server/config.ts';
export { ANONYMOUS, type User } from './server/users.ts';
export { hashPassword, type PasswordHash } from './server/password-hash.ts';
export type { Permission } from './server/permissions.ts';

// The suite.
export { catalog, ftpTable } from '../conformance/catalog.ts';
export { check as defineCheck, type Check, type CheckOptions } from '../conformance/check.ts';
export { EVERYTHING, select, type Selection } from '../conformance/select.ts';
export { attachTestee, embedTestee, spawnTestee, type Credentials, type StartedTestee } from '../conformance/start-testee.ts';
export { run, type RunOptions } from '../conformance/run.ts';
export { VERDICTS, type CheckRecord, type EndRecord, type Ending, type Finding, type LogRecord, type RunRecord, type Verdict, type WireEvent } from '../conformance/result.ts';

// What a run leaves behind, and pictures.
export { readLog, ResultLog, type Log } from '../reports/log.ts';
export { renderFile, REPORT_ENDINGS } from '../reports/render.ts';
export { drawSvg } from './draw/svg.ts';
export type { Coverage } from './draw/diagram.ts';

export { FtpspecError } from './ftpspec-error.ts';
export { version } from './version.ts';
