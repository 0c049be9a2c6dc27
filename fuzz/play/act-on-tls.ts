import type { PlaySession } from './session.ts';

/** A record of the handshake that ends in its sixth byte, and one of data. */
const PART_OF_HELLO = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]);
const PART_OF_DATA = Buffer.from([0x17, 0x03, 0x03, 0x40, 0x00, 0x5a]);

/** Does something to TLS on the control connection of a session, and waits for what has to follow. */
export async function actOnTls(session: PlaySession, act: 'secure' | 'secure in part' | 'renegotiate' | 'cut'): Promise<void> {
  const { link, stage: { subject: { timeout } } } = session;
  switch (act) {
    case 'secure': return begin(session);
    case 'secure in part':
      if (!session.awaitsTls) return;
      session.left = true;
      link.cut(PART_OF_HELLO);
      if (!await session.until(() => link.standing !== 'open', timeout)) session.problem('silence', 'failed handshake', { expected: ['the end of the control connection'], actual: `the connection is still open ${timeout} ms after a handshake that broke off`, symptom: 'not closed' }, false);
      return;
    case 'renegotiate':
      if (!link.secured) return;
      link.renegotiate();
      // Whether a server does it, refuses it or hangs up is its own business; that it answers, if it stays, is not.
      session.blurred = true;
      return;
    case 'cut':
      if (!link.secured) return;
      session.left = true;
      link.cut(PART_OF_DATA);
      await session.until(() => link.standing !== 'open', timeout);
  }
}

async function begin(session: PlaySession): Promise<void> {
  // AUTH was refused: the session goes on in clear, and half a line goes on as well.
  if (!session.awaitsTls) {
    session.blurred ||= session.blurs;
    return;
  }
  const problem = await session.link.secure(session.stage.subject.timeout);
  session.awaitsTls = false;
  // What was sent in clear behind AUTH may be taken for a part of it.
  if (problem !== null && session.memory.wentAhead) session.left = true;
  else if (problem !== null) session.problem('value', 'handshake', { verb: 'AUTH', expected: ['a TLS handshake after 234'], actual: problem, symptom: 'no handshake' });
}
