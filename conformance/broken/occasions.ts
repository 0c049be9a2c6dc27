import { Table } from '../../src/machine/table.ts';
import { allConditions } from '../../src/server/conditions/all.ts';
import { ControlSocket } from '../../src/server/control-socket.ts';
import type { Condition } from '../../src/server/session-state.ts';
import { runTransfer, type TransferEnd } from '../../src/server/transfer.ts';
import type { Protocol, Rule } from '../../src/spec/model.ts';
import { REFERENCE_TLS } from '../reference-tls.ts';
import type { Fault } from './fault.ts';
import { ACCOUNTED, TESTER } from './credentials.ts';

const always: Condition = (_, asked) => {
  asked.problem = 'not possible here';
  return true;
};

/** Everybody but the user who tests. */
const stranger: Condition = (_, asked) => asked.argument !== TESTER.user;

/** Every third client, so that the others can work; of what a client asks for later, all. */
function everyThird(): Condition {
  let asked = 0;
  return (_, { on }) => on === 'REIN' || (asked += 1) % 3 === 0;
}

/** Lets strangers in. */
const letIn: Condition = (session, asked) => {
  const name = asked.on === 'USER' ? asked.argument : session.userName;
  if (name === TESTER.user) return false;
  session.user = { name, password: null, readOnly: false };
  return true;
};

/**
 * How conditions come about that the reference server never meets as the tests start it: choices that it does not make, rights that every
 * user has, a system that never fails. Without them a server with a mistake in their rows is none that anybody could tell from a correct one.
 */
const OCCASIONS: Readonly<Record<string, () => Condition>> = {
  'ready after a delay': everyThird,
  'service not available': everyThird,
  'user change refused': () => always,
  'user refused': () => stranger,
  'no password needed': () => letIn,
  'account needed': () => (session, asked) => (asked.on === 'USER' ? stranger(session, asked) : session.userName !== TESTER.user),
  'account needed for storing': () => always,
  'account wrong': () => always,
  'password superfluous': () => letIn,
  'too many sessions': everyThird,
  // Where the control connection is protected already, and of another user.
  'protection wanted first': () => (session, asked) => (asked.on === 'USER' ? stranger(session, asked) : session.socket instanceof ControlSocket && session.socket.protection !== null && !session.privateData),
  'protected anew': () => always,
  'clearing refused': () => always,
  'access denied': () => always,
  'already at the top': () => (session) => session.directory === '/',
  'cannot be entered': () => always,
  'cannot be removed': () => always,
  'cannot be opened': () => always,
  'cannot be listed': () => always,
  'cannot be hashed': () => always,
  'cannot be changed': () => always,
  'creation time fixed': () => always,
  'room unknown': () => always,
  'size takes too long': () => always,
  'size unavailable in ascii': () => always,
  'host not available now': () => always,
  'service not offered': () => always,
  'no long address': () => always,
  'no port to listen on': () => always,
  'no data connection': () => always,
  'restart refused in ascii': () => always,
};

/** How a transfer ends that would end well, as its kind does when the system under it fails. */
const ENDS: Readonly<Record<string, 'file' | 'upload'>> = { '[source failed]': 'file', '[storage failed]': 'upload', '[storage full]': 'upload' };

/** What makes a server come to where a rule applies; nothing where the reference server does so by itself. */
export function occasionOf(protocol: Protocol, rule: Rule): Pick<Fault, 'config'> & { readonly parts: NonNullable<ReturnType<NonNullable<Fault['parts']>>> } {
  const { when } = rule;
  // Such rows are those of a server without TLS.
  if (when === 'no mechanism offered') return { config: { tls: null }, parts: {} };
  // Page structure is all that the reference server may be told not to offer.
  if (when === 'parameter not offered') return { config: { pageStructure: false }, parts: {} };
  // Where an account is awaited somebody has one.
  if (rule.in.join() === 'awaitingAccount') return { config: { users: [ACCOUNTED] }, parts: {} };
  const end = rule.on.find((on) => on in ENDS);
  if (end !== undefined) return { parts: { transfer: failing(ENDS[end]!, end as TransferEnd) } };
  const occasion = OCCASIONS[when]?.();
  if (occasion === undefined) return { parts: {} };
  // Made when it is first asked for: most of these servers are never started.
  let own: Condition | null = null;
  return {
    ...(when === 'protected anew' && { config: { tls: REFERENCE_TLS } }),
    parts: { protocol: firstOf(protocol, rule), conditions: { [when]: (session, asked) => (rule.on.includes(asked.on) ? occasion : own ??= allConditions(new Table(protocol))[when]!)(session, asked) } },
  };
}

function failing(kind: 'file' | 'upload', end: TransferEnd): typeof runTransfer {
  return async (session, prepared, signal) => {
    const own = await runTransfer(session, prepared, signal);
    return own === '[data done]' && prepared.kind === kind ? end : own;
  };
}

/** A row comes before those of the same verbs and states that would answer instead. */
function firstOf(protocol: Protocol, rule: Rule): Protocol {
  return { ...protocol, rules: [rule, ...protocol.rules.filter((other) => other !== rule)] };
}
