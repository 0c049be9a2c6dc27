import { ACCOUNTED } from '../credentials.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

/** Servers that ask for an account at the login. */
export const accountFaults = [
  fault({
    id: 'access/any-account-logs-in', title: 'asks for an account and takes any', seen: null, caughtBy: ['access/wrong-account-keeps-out'],
    config: { users: [ACCOUNTED] }, parts: () => ({ conditions: { 'account wrong': () => false } }),
  }),

  fault({
    id: 'access/wrong-account-logs-in', title: 'says 530 to a wrong account and lets the user in', seen: null, caughtBy: ['access/wrong-account-keeps-out'],
    config: { users: [ACCOUNTED] }, parts: () => editProtocol({ 'FTP-ACC-52': { next: ['loggedIn'] } }),
  }),

  fault({
    id: 'access/account-not-waited-for', title: 'asks for an account and lets the user in without', seen: null, caughtBy: ['access/account-is-waited-for'],
    config: { users: [ACCOUNTED] }, parts: () => editProtocol({ 'FTP-ACC-35': { next: ['loggedIn'] } }),
  }),

  fault({
    id: 'access/no-account-is-right', title: 'asks for an account and refuses the right one', seen: null, caughtBy: ['access/account-logs-in'],
    config: { users: [ACCOUNTED] }, parts: () => ({ conditions: { 'account wrong': () => true } }),
  }),
];
