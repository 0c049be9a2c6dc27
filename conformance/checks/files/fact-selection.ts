import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { mlsd, mlst, offeredFacts } from './facts-of.ts';

/** The facts that FEAT offers; a server without MLST ends the check. */
async function offered(session: Session): Promise<Map<string, boolean>> {
  // Shows that the feature exists: 500 to MLST is no failure, and there is nothing to choose then.
  const reply = await session.command('MLST');
  if (reply.code >= 400) throw new Stop('not-implemented', 'MLST of the working directory is refused');
  const facts = await offeredFacts(session);
  if (facts === null) session.fail('FTP-FIL-R36', ['a line MLST fact*;fact; in FEAT'], 'FEAT has no such line');
  return facts;
}

function list(facts: Iterable<string>): string {
  const names = [...facts];
  return names.length === 0 ? 'no facts' : names.toSorted().join(', ');
}

/** How FEAT and OPTS choose the facts that are shown. */
export const factSelectionChecks: readonly Check[] = [
  check('files/feat-tells-the-facts', 'lists MLST with its facts in FEAT', ['FTP-FIL-R36'], async (tester) => {
    const session = await tester.login();
    const facts = await offered(session);
    session.require(facts.size > 0, 'FTP-FIL-R36', 'at least one fact after MLST', 'none');
  }, { verbs: ['FEAT', 'MLST'] }),

  check('files/feat-marks-the-facts-shown', 'marks by * in FEAT the facts that MLST and MLSD show', ['FTP-FIL-R36'], async (tester) => {
    const session = await tester.login();
    const facts = await offered(session);
    const shown = await mlst(session, tester.fixtures.need('file'));
    const unmarked = [...shown.facts.keys()].filter((fact) => facts.get(fact) !== true);
    session.require(unmarked.length === 0, 'FTP-FIL-R36', 'only facts that FEAT marks by *', `MLST shows ${list(unmarked)} too`);
    // A fact may be left out where it does not apply; the type of a file always does.
    session.require(facts.get('type') !== true || shown.facts.has('type'), 'FTP-FIL-R36', 'a type fact, as FEAT marks it', `MLST shows ${list(shown.facts.keys())}`);
  }, { verbs: ['FEAT', 'MLST'] }),

  check('files/opts-mlst-selects-facts', 'shows by MLST only the facts that OPTS MLST chose', ['FTP-FIL-R37'], async (tester) => {
    const session = await tester.login();
    const facts = await offered(session);
    const chosen = facts.has('type') ? 'type' : [...facts.keys()][0]!;
    await session.succeeds(`OPTS MLST ${chosen};`);
    const shown = await mlst(session, tester.fixtures.need('file'));
    session.require(list(shown.facts.keys()) === chosen, 'FTP-FIL-R37', `${chosen} alone`, list(shown.facts.keys()));
  }, { verbs: ['OPTS', 'MLST'] }),

  check('files/opts-mlst-selects-facts-for-mlsd', 'shows by MLSD only the facts that OPTS MLST chose', ['FTP-FIL-R37'], async (tester) => {
    const session = await tester.login();
    const facts = await offered(session);
    const chosen = facts.has('size') ? 'size' : [...facts.keys()][0]!;
    await session.succeeds(`OPTS MLST ${chosen};`);
    const entry = (await mlsd(tester, session, tester.fixtures.need('fullDirectory'))).find((one) => one.name === 'inside.txt');
    session.require(list(entry?.facts.keys() ?? []) === chosen, 'FTP-FIL-R37', `${chosen} alone`, list(entry?.facts.keys() ?? []));
  }, { verbs: ['OPTS', 'MLSD'] }),

  check('files/opts-mlst-without-facts', 'shows the name alone, after a space, when OPTS MLST chose nothing', ['FTP-FIL-R37', 'FTP-FIL-R32'], async (tester) => {
    const session = await tester.login();
    await offered(session);
    await session.succeeds('OPTS MLST');
    const shown = await mlst(session, tester.fixtures.need('file'));
    session.require(shown.facts.size === 0, 'FTP-FIL-R37', 'no facts', list(shown.facts.keys()));
  }, { verbs: ['OPTS', 'MLST'] }),

  check('files/opts-mlst-ignores-unknown-facts', 'leaves out of its choice the facts that it does not have', ['FTP-FIL-R37'], async (tester) => {
    const session = await tester.login();
    const facts = await offered(session);
    const chosen = facts.has('type') ? 'type' : [...facts.keys()][0]!;
    await session.succeeds(`OPTS MLST xyzzy;${chosen};`);
    const shown = await mlst(session, tester.fixtures.need('file'));
    session.require(list(shown.facts.keys()) === chosen, 'FTP-FIL-R37', `${chosen} alone`, list(shown.facts.keys()), 'RFC 3659 §7.9: "Facts requested that are not supported … should simply be omitted".');
  }, { verbs: ['OPTS', 'MLST'] }),

  check('files/feat-follows-opts-mlst', 'moves the marks of FEAT to the facts that OPTS MLST chose', ['FTP-FIL-R36', 'FTP-FIL-R37'], async (tester) => {
    const session = await tester.login();
    const facts = await offered(session);
    const chosen = facts.has('type') ? 'type' : [...facts.keys()][0]!;
    await session.succeeds(`OPTS MLST ${chosen};`);
    const now = (await offeredFacts(session)) ?? new Map<string, boolean>();
    const marked = [...now].filter(([, marks]) => marks).map(([fact]) => fact);
    session.require(list(marked) === chosen, 'FTP-FIL-R36', `${chosen} alone marked by *`, list(marked));
    session.require(list(now.keys()) === list(facts.keys()), 'FTP-FIL-R36', `the same facts offered: ${list(facts.keys())}`, list(now.keys()));
  }, { verbs: ['FEAT', 'OPTS'] }),
];
