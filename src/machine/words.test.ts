import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ftp } from '../generated/ftp.ts';
import { Observer } from './observer.ts';
import { Speaker, type Speaking, type Spoken, type Temper, type Utterance } from './speaker.ts';
import { Table } from './table.ts';

const table = new Table(ftp);
/** What the documents ask for, without what is tolerated: a habit that may have been shown earlier excuses the opposite reply. */
const strict = new Table({ ...ftp, rules: ftp.rules.filter(({ level }) => level !== 'HABIT') });
const TEMPERS: readonly Temper[] = ['prompt', 'deferring', 'eager'];
const TEMPLATES: Readonly<Record<string, string>> = { '{listen}': '127,0,0,1,200,1', '{listen-extended}': '|1|127.0.0.1|51201|' };

const kindOf = (verb: string) => ftp.arguments.find(({ name }) => name === table.commands.get(table.canonical(verb))?.argument);
const phrasesOf = (verb: string): string[] => [...new Set(table.rows(table.canonical(verb)).map(({ rule }) => rule.when))].filter((when) => when !== 'otherwise');

/** Arguments that the examples give a verb, but for those that only a run has. */
const shownFor = (verb: string): string[] => ftp.examples.flatMap(({ steps }) => steps)
  .flatMap((step) => (step.kind === 'send' && step.line.startsWith(`${verb} `) ? [step.line.slice(verb.length + 1)] : [])).filter((text) => !text.includes('{'));

/** A command with an argument of its kind, right or wrong, and any truth about its conditions. */
const verbs = [...ftp.commands.map(({ verb }) => verb), ...ftp.events.filter(({ from }) => from === 'line').map(({ name }) => name), 'XYZZY'];
const commandOf = (verb: string, truth: fc.Arbitrary<boolean>): fc.Arbitrary<Spoken> => {
  const kind = kindOf(verb);
  const texts = ['', 'file', ...[kind?.example, kind?.wrong].flatMap((text) => (text === null || text === undefined ? [] : [TEMPLATES[text] ?? text])), ...new Set(shownFor(verb))];
  return fc.record({
    verb: fc.constant(verb),
    argument: fc.constantFrom(...texts),
    truth: fc.record(Object.fromEntries(phrasesOf(verb).map((phrase) => [phrase, truth]))),
  });
};
/** One generator a verb, made once: a word draws twenty-five of them. */
const commandsWith = (truth: fc.Arbitrary<boolean>): ((verb: string) => fc.Arbitrary<Spoken>) => {
  const made = new Map(verbs.map((verb) => [verb, commandOf(verb, truth)]));
  return (verb) => made.get(verb)!;
};
const evenly = commandsWith(fc.boolean());
const rarely = commandsWith(fc.integer({ min: 0, max: 5 }).map((n) => n === 0));
const anyCommand = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...verbs).chain(evenly) },
  { weight: 4, arbitrary: fc.constantFrom(...verbs).chain(rarely) },
  { weight: 1, arbitrary: fc.constantFrom('AUTH', 'PBSZ', 'PROT').chain(rarely) },
  { weight: 3, arbitrary: fc.constantFrom('USER', 'PASS', 'RNFR', 'RNTO', 'REST', 'PASV').chain(rarely) },
  { weight: 4, arbitrary: fc.constantFrom('RETR', 'STOR', 'LIST', 'ABOR', 'STAT', 'NOOP', 'QUIT', 'REIN').chain(rarely) },
);

const plainly = (verb: string, argument = ''): Spoken => ({ verb, argument, truth: Object.fromEntries(phrasesOf(verb).map((phrase) => [phrase, false])) });
const FROM_THE_START = 'protected from the start';
const LOGIN = [plainly('USER', 'u'), plainly('PASS', 'p')];

const word = fc.record({
  temper: fc.constantFrom(...TEMPERS),
  login: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
  commands: fc.array(anyCommand, { maxLength: 25, size: 'max' }),
  ahead: fc.integer({ min: 1, max: 3 }),
  choices: fc.array(fc.nat(9999), { minLength: 30, maxLength: 250, size: 'max' }),
});
type Word = typeof word extends fc.Arbitrary<infer T> ? T : never;

/** What a client and a server say to each other, in the order in which the client sees it. */
type Seen = { readonly kind: 'sent'; readonly command: Spoken } | { readonly kind: 'reply'; readonly code: number; readonly utterance: Utterance; readonly crosses: boolean; readonly alone: (Speaking & { readonly sent: number }) | null };

/** Lets a server speak; the choices decide who goes next, what happens to it, and which alternative it says. */
function* speak({ temper, login, commands, ahead, choices }: Word): Generator<Seen, Speaking> {
  const speaker = new Speaker(table, temper);
  const waiting = login ? [...LOGIN, ...commands] : [...commands];
  const wire: Extract<Seen, { kind: 'reply' }>[] = [];
  let now: Speaking = { vector: table.initial, queue: [] };
  let sent = 0;
  let made = 0;
  const pick = (count: number): number => (made < choices.length ? choices[made++]! % count : 0);
  // When the choices are used up, everything is said to its end.
  for (let turn = 0; turn < 1000; turn++) {
    const spent = made >= choices.length;
    const greeted = !table.holds(now.vector, 'connecting');
    // Markers, failures and goodbyes of the server happen, but not half of the time.
    const said = speaker.utterances(now).filter(({ on, row }) => {
      if (!on.startsWith('[') || table.commands.has(on) || !greeted) return true;
      const goodbye = row.rule.next.includes('closed');
      const news = goodbye || ['[marker]', '[data failed]', '[data unopened]', '[source failed]', '[storage failed]', '[storage full]'].includes(on);
      return !news || (!spent && pick(goodbye ? 60 : 6) === 0);
    });
    const options: (() => void)[] = said.map((utterance) => () => {
      const crosses = now.queue.length > 0 && !table.holds(now.vector, 'idle');
      const alone = wire.length === 0 && now.queue.length <= 1 ? { ...now, sent } : null;
      for (const codes of utterance.row.rule.reply) wire.push({ kind: 'reply', code: codes[pick(codes.length)]!, utterance, crosses, alone });
      now = utterance.next;
    });
    if (wire.length > 0) options.unshift(() => {});
    const sends = greeted && waiting.length > 0 && now.queue.length < ahead && !(ahead === 1 && wire.length > 0) && !spent;
    const choice = pick(options.length + (sends ? 1 : 0) || 1);
    if (sends && choice === options.length) {
      const command = { ...waiting.shift()! };
      now = { ...now, queue: [...now.queue, command] };
      sent += 1;
      yield { kind: 'sent', command };
    } else if (options.length === 0) {
      break;
    } else if (wire.length > 0 && choice === 0) {
      // Once more was sent, the reply may be taken for the answer to that.
      const { alone, ...seen } = wire.shift()!;
      yield { ...seen, alone: alone?.sent === sent ? alone : null };
    } else {
      options[choice]!();
    }
  }
  return now;
}

describe('every word that a server speaks', () => {
  let widest = 0;
  const taken = new Set<string>();

  /** What an observer objects to, or null. */
  function objection(given: Word, knowing: boolean): string | null {
    const observer = new Observer(table, {});
    const said = speak(given);
    let spoken = false;
    let step = said.next();
    for (; !step.done; step = said.next()) {
      const seen = step.value;
      if (seen.kind === 'sent') observer.sent(seen.command.verb, seen.command.argument, knowing ? seen.command.truth : {});
      else {
        const { grade, expected } = observer.reply(seen.code);
        if (grade !== 'pass') return `${grade}: ${seen.code} to ${seen.utterance.on} by ${seen.utterance.row.rule.id}, expected ${expected.join('; ')}`;
        taken.add(seen.utterance.row.rule.id);
        spoken = true;
      }
      widest = Math.max(widest, observer.possibilities);
    }
    const end = step.value;
    if (table.holds(end.vector, 'closed')) return observer.closed().grade === 'pass' ? null : 'the end is a violation';
    return spoken && observer.waiting && new Speaker(table, given.temper).quiet(end) ? 'it waits though nothing is owed' : null;
  }

  it.each([['without knowledge of the facts', false], ['with true facts', true]])('is accepted by an observer %s', (_, knowing) => {
    fc.assert(fc.property(word, (given) => {
      expect(objection(given, knowing)).toBeNull();
    }), { numRuns: 3000 });
  }, 60_000);

  it('takes nearly every rule', () => {
    const rules = ftp.rules.filter(({ reply, level }) => reply.length > 0 && level !== 'HABIT').map(({ id }) => id);
    expect(rules.filter((id) => taken.has(id)).length).toBeGreaterThan(rules.length * 0.85);
  });

  it('needs few possibilities', () => {
    // A set that grew with the length of the session would sooner or later forget the truth.
    expect(widest).toBeGreaterThan(1);
    expect(widest).toBeLessThanOrEqual(64);
  });

  /** What becomes of a word in which one reply has the opposite class: the observation of that reply, or null where none could be changed. */
  function contradiction(given: Word, skip: number): string | null {
    const word = [...speak({ ...given, ahead: 1 })];
    // A client knows whether TLS began with the connection; which row greets tells what this one knew.
    const observer = new Observer(strict, { [FROM_THE_START]: word.some((seen) => seen.kind === 'reply' && seen.utterance.row.rule.when === FROM_THE_START) });
    let before = skip;
    let crossed = false;
    for (const seen of word) {
      if (seen.kind === 'sent') {
        observer.sent(seen.command.verb, seen.command.argument, seen.command.truth);
        continue;
      }
      // A refusal that came while a transfer ran and a command waited may be the end of either: the other may be answered now.
      const opposite = seen.alone === null || crossed ? null : oppositeOf(seen.code, seen.alone, seen.utterance);
      crossed ||= seen.crosses;
      if (opposite === null || before-- > 0) {
        observer.reply(seen.code);
        continue;
      }
      const { grade, rules, expected } = observer.reply(opposite);
      return grade === 'violation' && expected.length > 0 ? grade : `${grade}: ${opposite} instead of ${seen.code} to ${seen.utterance.on} by ${seen.utterance.row.rule.id}, taken for ${rules.join()}`;
    }
    return null;
  }

  it('is refused when a reply has the opposite class', () => {
    let changed = 0;
    fc.assert(fc.property(word, fc.nat(15), (given, skip) => {
      const outcome = contradiction(given, skip);
      if (outcome !== null) changed += 1;
      expect(outcome ?? 'violation').toBe('violation');
    }), { numRuns: 3000 });
    expect(changed).toBeGreaterThan(300);
  }, 60_000);
});

/** A code of the other class, unless the specification leaves the class open here. */
function oppositeOf(code: number, { vector, queue }: Speaking, { on, row }: Utterance): number | null {
  const opposite = code < 400 ? 559 : 299;
  const rivals = [
    ...strict.hostEvents.flatMap((event) => strict.rows(event)).filter((other) => table.fits(other, vector)).map(({ rule }) => rule),
    row.rule,
    ...queue.flatMap(({ verb }) => strict.rows(table.canonical(verb))).filter((other) => on.startsWith('[') && strict.fits(other, vector)).map(({ rule }) => rule),
  ];
  const digits = new Set(rivals.flatMap(({ reply }) => reply[0]!.map((other) => Math.floor(other / 100))));
  return digits.has(Math.floor(opposite / 100)) ? null : opposite;
}
