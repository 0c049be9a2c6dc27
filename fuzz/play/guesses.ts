import type { PlaySession } from './session.ts';

const PASSWORD = /^pass/i;

/** Whether a password waits for its reply that is not the user's, as far as is known: a server may take its time to refuse it. */
export function guesses({ pending, ahead, place, stage: { subject: { started: { testee } } } }: PlaySession): boolean {
  if (!pending.some(({ on }) => on === 'PASS') && !ahead.some(({ text }) => PASSWORD.test(text))) return false;
  const lines = [...pending.map(({ on, argument }) => ({ on, argument })), ...ahead.map(({ text }) => ({ on: text.slice(0, 4).toUpperCase(), argument: text.slice(5) }))];
  const passwords = lines.filter(({ on }) => on === 'PASS');
  const users = [place.user, ...lines.filter(({ on }) => on === 'USER').map(({ argument }) => argument)];
  return users.some((user) => user !== '' && user !== testee.user) || passwords.some(({ argument }) => argument !== testee.password);
}
