import { check } from '../../check.ts';
import { passivePort } from '../../transfers.ts';

const RANDOM = 'FTP-SEC-R52';
const TIMES = 6;
/** A server that counts may skip ports that somebody uses. */
const STEP = 2;

/** Where passive data connections are awaited. */
export const portChecks = [
  check('security/passive-ports-are-no-sequence', 'takes passive ports that the ones before do not tell', [RANDOM], async (tester) => {
    const session = await tester.login();
    const ports: number[] = [];
    for (let time = 0; time < TIMES; time += 1) ports.push(await passivePort(tester, session, 'PASV'));
    const steps = ports.slice(1).map((port, at) => port - ports[at]!);
    const counted = steps.every((step) => step > 0 && step <= STEP) || steps.every((step) => step < 0 && step >= -STEP);
    session.require(!counted, RANDOM, 'ports in no order', ports.join(', '), 'Listen on port 0, or begin at a random port of the range: who guesses the next port can take the connection of another (RFC 2577 §8).');
  }, { verbs: ['PASV'] }),
];
