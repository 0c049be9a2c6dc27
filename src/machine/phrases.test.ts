import { describe, expect, it } from 'vitest';
import { ftp } from '../generated/ftp.ts';
import { accessConditions } from '../server/conditions/access.ts';
import { factConditions } from '../server/conditions/facts.ts';
import { fileConditions } from '../server/conditions/files.ts';
import { hashConditions } from '../server/conditions/hashes.ts';
import { hostConditions } from '../server/conditions/hosts.ts';
import { informationConditions } from '../server/conditions/information.ts';
import { joiningConditions } from '../server/conditions/joining.ts';
import { securityConditions } from '../server/conditions/security.ts';
import { siteConditions } from '../server/conditions/site.ts';
import { transferConditions } from '../server/conditions/transfers.ts';
import { EFFECTS } from '../server/effects.ts';
import { argumentCondition } from './argument-conditions.ts';
import { Table } from './table.ts';

const table = new Table(ftp);
const anything = { name: 'anything', syntax: '^.*$', example: null, wrong: null, meaning: '' };
const parts = [accessConditions, fileConditions, transferConditions, informationConditions(table), securityConditions, siteConditions, factConditions, hashConditions, hostConditions(table), joiningConditions];
const host = Object.assign({}, ...parts) as Record<string, unknown>;
const ofTheArgument = ftp.conditions.filter(({ kind }) => kind === 'argument').map(({ phrase }) => phrase);
const ofTheHost = ftp.conditions.filter(({ kind }) => kind !== 'argument').map(({ phrase }) => phrase);

describe('conditions', () => {
  it.each(ofTheArgument)('"%s" is decided from the bytes of the command', (phrase) => {
    expect(argumentCondition(phrase, 'x', anything)).not.toBeNull();
  });

  it.each(ofTheHost)('"%s" is left to the host', (phrase) => {
    expect(argumentCondition(phrase, 'x', anything)).toBeNull();
  });

  it('are answered by the server exactly as the specification declares them', () => {
    expect(Object.keys(host).sort()).toEqual([...ofTheHost].sort());
  });

  it('are implemented once each', () => {
    expect(parts.flatMap((part) => Object.keys(part))).toHaveLength(Object.keys(host).length);
  });
});

describe('the condition of an argument', () => {
  const kindOf = (verb: string) => ftp.arguments.find(({ name }) => name === table.commands.get(verb)!.argument)!;

  /** Placeholders are filled in by a tester. */
  const examples = ftp.arguments.flatMap((kind) => (kind.example === null || kind.example.includes('{') ? [] : [{ kind, name: kind.name, example: kind.example }]));
  const counterexamples = ftp.arguments.flatMap((kind) => (kind.wrong === null ? [] : [{ kind, name: kind.name, wrong: kind.wrong }]));

  it.each(examples)('finds the $name $example well formed', ({ kind, example }) => {
    expect(argumentCondition('argument malformed', example, kind)).toBe(false);
  });

  it.each(counterexamples)('finds the $name $wrong malformed', ({ kind, wrong }) => {
    expect(argumentCondition('argument malformed', wrong, kind)).toBe(true);
  });

  it('finds an empty argument missing only where the syntax wants one', () => {
    expect(argumentCondition('argument missing', '', kindOf('RETR'))).toBe(true);
    expect(argumentCondition('argument missing', '', kindOf('LIST'))).toBe(false);
    expect(argumentCondition('argument missing', 'x', kindOf('RETR'))).toBe(false);
  });

  it('reads codes and words in either case', () => {
    expect(argumentCondition('selects ascii', 'a N', kindOf('TYPE'))).toBe(true);
    expect(argumentCondition('selects ascii', 'I', kindOf('TYPE'))).toBe(false);
    expect(argumentCondition('asks for all', 'all', kindOf('EPSV'))).toBe(true);
    expect(argumentCondition('asks for all', '1', kindOf('EPSV'))).toBe(false);
  });
});

describe('effects', () => {
  it('are performed by the session exactly as the specification declares them', () => {
    expect(Object.keys(EFFECTS).sort()).toEqual(ftp.effects.map(({ name }) => name).sort());
  });

  it('are each asked for by a state', () => {
    expect([...new Set(ftp.states.flatMap(({ entry }) => entry ?? []))].sort()).toEqual(ftp.effects.map(({ name }) => name).sort());
  });
});
