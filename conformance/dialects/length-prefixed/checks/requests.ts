import { formatRequest } from '../../../../src/dialects/length-prefixed/request-reader.ts';
import { check, type Check } from '../../../check.ts';
import { noise } from '../../../../src/noise.ts';
import { place } from '../files.ts';
import { turn } from '../turn.ts';
import { Visit } from '../visit.ts';

const lengthOnly = (length: number): Buffer => {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(length);
  return prefix;
};

export const requestChecks: readonly Check[] = [
  check('length-prefixed/says-nothing-first', 'says nothing until it is asked', ['LEN-PRO-R1', 'LEN-PRO-1'], async (tester) => {
    const visit = await Visit.open(tester);
    await turn(tester);
    await visit.ask(tester.fixtures.need('file'));
    await visit.complete(tester.fixtures.file, tester.fixtures.text);
  }),

  check('length-prefixed/reads-a-request-cut-anywhere', 'reads a request that comes in two segments, cut at any byte', ['LEN-PRO-R1', 'LEN-PRO-9'], async (tester) => {
    const name = tester.fixtures.need('file');
    const request = formatRequest(name);
    for (let cut = 1; cut < request.length; cut += 1) {
      const visit = await Visit.open(tester);
      visit.announce(name);
      await visit.write(request.subarray(0, cut));
      await turn(tester);
      await visit.write(request.subarray(cut));
      await visit.complete(name, tester.fixtures.text);
    }
  }),

  check('length-prefixed/reads-a-request-byte-by-byte', 'reads a request whose every byte comes in a segment of its own', ['LEN-PRO-R1', 'LEN-PRO-9'], async (tester) => {
    const name = tester.fixtures.need('file');
    const visit = await Visit.open(tester);
    visit.announce(name);
    for (const byte of formatRequest(name)) {
      await visit.write(Buffer.from([byte]));
      await turn(tester);
    }
    await visit.complete(name, tester.fixtures.text);
  }),

  check('length-prefixed/refuses-a-cut-name-that-is-missing', 'does not look for a name before all of it came', ['LEN-PRO-R1', 'LEN-PRO-R16'], async (tester) => {
    // The first segment names a file that exists: a server that takes what one receive brings sends that one.
    const shorter = tester.name();
    await place(tester, shorter, Buffer.from('the wrong file\n'));
    await place(tester, `${shorter}.txt`, Buffer.from('the right file\n'));
    const visit = await Visit.open(tester);
    visit.announce(`${shorter}.txt`);
    const request = formatRequest(`${shorter}.txt`);
    await visit.write(request.subarray(0, -4));
    await turn(tester);
    await visit.write(request.subarray(-4));
    await visit.complete(`${shorter}.txt`, Buffer.from('the right file\n'));
  }),

  check('length-prefixed/gives-nothing-to-half-a-request', 'gives no file to a request that ends before it is whole', ['LEN-PRO-R16'], async (tester) => {
    const name = tester.fixtures.need('file');
    for (const half of [Buffer.concat([lengthOnly(name.length + 5), Buffer.from(name)]), lengthOnly(5), Buffer.alloc(3)]) {
      const visit = await Visit.open(tester);
      await visit.write(half);
      visit.connection.end();
      const answer = await visit.everything();
      visit.require(!answer.toString('latin1').startsWith('OK'), 'LEN-PRO-R16', 'ERROR, or the end of the connection', 'OK');
    }
  }),

  check('length-prefixed/refuses-a-huge-length', 'refuses a length of 4 GB without waiting for the name', ['LEN-PRO-R13', 'LEN-PRO-10'], async (tester) => {
    const visit = await Visit.open(tester);
    visit.announceTooLong();
    await visit.write(lengthOnly(0xffffffff));
    await visit.refused();
  }),

  check('length-prefixed/refuses-a-length-over-4096', 'refuses a length of 4097 without waiting for the name', ['LEN-PRO-R13', 'LEN-PRO-10'], async (tester) => {
    const visit = await Visit.open(tester);
    visit.announceTooLong();
    await visit.write(lengthOnly(4097));
    await visit.refused();
  }),

  check('length-prefixed/takes-a-verb-for-a-length', 'takes a line of another protocol for a length that no name has', ['LEN-PRO-R13', 'LEN-PRO-10'], async (tester) => {
    for (const line of ['PUT notes.txt\r\n', 'LIST\r\n', 'GET / HTTP/1.0\r\n\r\n']) {
      const visit = await Visit.open(tester);
      visit.announceTooLong();
      await visit.write(Buffer.from(line));
      await visit.refused();
    }
  }),

  check('length-prefixed/ignores-a-second-request', 'answers one request a connection', ['LEN-PRO-R15', 'LEN-PRO-R9', 'LEN-PRO-11'], async (tester) => {
    const name = tester.fixtures.need('file');
    const visit = await Visit.open(tester);
    visit.announce(name);
    await visit.write(Buffer.concat([formatRequest(name), formatRequest(tester.name('-missing'))]));
    await visit.complete(name, tester.fixtures.text);
  }),

  check('length-prefixed/ignores-a-line-end', 'takes no notice of what follows the name', ['LEN-PRO-R15'], async (tester) => {
    const name = tester.fixtures.need('file');
    const visit = await Visit.open(tester);
    visit.announce(name);
    await visit.write(Buffer.concat([formatRequest(name), Buffer.from('\r\n')]));
    await visit.complete(name, tester.fixtures.text);
  }),

  check('length-prefixed/is-not-disturbed-by-bytes-meanwhile', 'sends all of a file to a client that goes on talking', ['LEN-PRO-R15', 'LEN-PRO-R5'], async (tester) => {
    const body = noise(2 ** 20);
    const name = tester.name();
    await place(tester, name, body);
    const visit = await Visit.open(tester);
    await visit.ask(name);
    const head = await visit.granted();
    await visit.write(Buffer.alloc(32 * 1024, 'x'));
    await turn(tester);
    visit.same(await visit.data(head.size), body);
  }),

  check('length-prefixed/serves-a-client-that-ended-its-side', 'gives the whole answer to a client that has ended its side', ['LEN-PRO-R17'], async (tester) => {
    const body = noise(2 ** 20);
    const name = tester.name();
    await place(tester, name, body);
    for (const when of ['at once', 'meanwhile']) {
      const visit = await Visit.open(tester);
      await visit.ask(name);
      if (when === 'at once') visit.connection.end();
      const answer = await visit.connection.receive({ deadline: tester.timeout, limit: 1000 });
      if (when === 'meanwhile') visit.connection.end();
      const whole = answer.bytes.length + (await visit.everything()).length;
      visit.require(whole === body.length + 46 + name.length, 'LEN-PRO-R17', `${body.length + 46 + name.length} bytes, though the client ended its side ${when}`, `${whole} bytes`);
    }
  }),
];
