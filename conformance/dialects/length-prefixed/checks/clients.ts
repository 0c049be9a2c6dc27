import { formatRequest } from '../../../../src/dialects/length-prefixed/request-reader.ts';
import { check, type Check } from '../../../check.ts';
import { largeBody } from '../../../make-fixtures.ts';
import type { Tester } from '../../../tester.ts';
import { noise } from '../../../../src/noise.ts';
import { place } from '../files.ts';
import { Visit } from '../visit.ts';

export const clientChecks: readonly Check[] = [
  check('length-prefixed/serves-ten-clients', 'gives ten clients at once each its own file', ['LEN-PRO-R18', 'LEN-PRO-R8'], (tester) => together(tester, 10, 100_000)),
  check('length-prefixed/serves-a-hundred-clients', 'gives a hundred clients at once each its own file', ['LEN-PRO-R18', 'LEN-PRO-R8'], (tester) => together(tester, 100, 2000), { exclusive: true }),

  check('length-prefixed/is-not-held-up-by-a-silent-client', 'serves a client while another says nothing and a third has said half', ['LEN-PRO-R18'], async (tester) => {
    const name = tester.fixtures.need('file');
    await Visit.open(tester);
    const half = await Visit.open(tester);
    await half.write(formatRequest(name).subarray(0, 6));
    await serves(tester);
  }),

  check('length-prefixed/is-not-held-up-by-a-slow-client', 'serves a client while another does not read its data', ['LEN-PRO-R18'], async (tester) => {
    const name = tester.fixtures.need('large');
    const slow = await Visit.open(tester);
    await slow.ask(name);
    const head = await slow.granted();
    slow.connection.pause();
    await serves(tester);
    slow.same(await slow.data(head.size), largeBody());
  }),

  check('length-prefixed/goes-on-after-a-client-vanished', 'serves others after clients that vanished in the midst of a download', ['LEN-PRO-R19', 'LEN-PRO-13', 'LEN-PRO-17'], async (tester) => {
    for (const leave of ['reset', 'end', 'reset'] as const) {
      const gone = await Visit.open(tester);
      await gone.ask(tester.fixtures.need('large'));
      await gone.granted();
      gone.connection[leave]();
      if (leave === 'end') gone.connection.destroy();
      await serves(tester);
    }
  }),

  check('length-prefixed/goes-on-after-half-a-request', 'serves others after clients that vanished before they had asked', ['LEN-PRO-R19', 'LEN-PRO-17'], async (tester) => {
    for (const length of [0, 3, 4, 6]) {
      const gone = await Visit.open(tester);
      if (length > 0) await gone.write(formatRequest(tester.fixtures.need('file')).subarray(0, length));
      gone.connection.reset();
      await serves(tester);
    }
  }),
];

/** A download by a new client, which has to work. */
async function serves(tester: Tester): Promise<void> {
  const name = tester.fixtures.need('file');
  const visit = await Visit.open(tester);
  await visit.ask(name);
  await visit.complete(name, tester.fixtures.text);
  visit.connection.destroy();
}

/**
 * So many downloads at once, of files that differ. All have said half of their request before the one that came last says the
 * whole of its own: it is answered only by a server that holds them all, however fast that server is.
 */
async function together(tester: Tester, clients: number, size: number): Promise<void> {
  const files = Array.from({ length: 10 }, (_, seed) => ({ name: tester.name(), body: noise(size + seed, seed + 1) }));
  for (const { name, body } of files) await place(tester, name, body);
  const begin = async (at: number): Promise<() => Promise<void>> => {
    const { name, body } = files[at % files.length]!;
    const request = formatRequest(name);
    const visit = await Visit.open(tester);
    visit.announce(name);
    await visit.write(request.subarray(0, 6));
    return async () => {
      await visit.write(request.subarray(6));
      await visit.complete(name, body);
    };
  };
  const others = await Promise.all(Array.from({ length: clients - 1 }, (_, at) => begin(at)));
  const last = await begin(clients - 1);
  await last();
  const done = await Promise.allSettled(others.map((finish) => finish()));
  const failed = done.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
