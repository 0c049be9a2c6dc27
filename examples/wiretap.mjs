#!/usr/bin/env node
/**
 * Shows that FTP is not secure: passes a control connection on and prints what it reads, the password among it. Any machine
 * between client and server can do the same.
 *
 *     node examples/wiretap.mjs LISTEN-PORT SERVER-PORT
 *
 * Both on 127.0.0.1; LISTEN-PORT 0 takes a free one. Only for servers and passwords of your own. Ctrl-C ends it.
 */
import { connect, createServer } from 'node:net';

const [listen, server] = process.argv.slice(2).map(Number);
if (process.argv.length !== 4 || ![listen, server].every((port) => Number.isInteger(port) && port >= 0 && port < 65_536) || server === 0) {
  process.stderr.write('usage: node examples/wiretap.mjs LISTEN-PORT SERVER-PORT\n');
  process.exit(2);
}

const tap = createServer((client) => {
  const inner = connect({ host: '127.0.0.1', port: server });
  for (const [from, to, who] of [[client, inner, 'C'], [inner, client, 'S']]) {
    let rest = '';
    from.on('data', (bytes) => {
      const lines = (rest + bytes.toString('latin1')).split('\n');
      // A line without end is not kept for ever.
      rest = lines.pop().slice(-10_000);
      for (const line of lines) process.stdout.write(`${who}: ${line.replace(/\r$/, '').replace(/[^\x20-\x7e]/g, '?')}\n`);
    });
    from.pipe(to);
    from.once('error', (error) => {
      if (from === inner) process.stderr.write(`wiretap: port ${server}: ${error.message}\n`);
      to.destroy();
    });
  }
});
tap.once('error', (error) => {
  process.stderr.write(`wiretap: ${error.message}\n`);
  process.exit(3);
});
tap.listen(listen, '127.0.0.1', () => process.stdout.write(`wiretap: 127.0.0.1:${tap.address().port} to 127.0.0.1:${server}\n`));
