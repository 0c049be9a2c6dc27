import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { formatLongAddress, scanLongPassive } from '../wire/long-address.ts';
import { served } from './served.ts';

const text = async (socket: Socket): Promise<string> => { let all = ''; for await (const chunk of socket) all += String(chunk); return all; };

it.each(['127.0.0.1', '::1'])('LPSV and LPRT carry listings over %s', async (host) => {
  const { session } = await served(onTestFinished, { host });
  const dialogue = await session();
  await dialogue.ask('MKD there');
  const passive = scanLongPassive(await dialogue.ask('LPSV'))!;
  expect(passive.address).toBe(host);
  const data = connect(passive.port, passive.address);
  dialogue.send('NLST');
  expect(await text(data)).toBe('there\r\n');
  expect(await dialogue.codes(2)).toEqual([150, 226]);
  const listener = createServer();
  onTestFinished(() => { listener.close(); });
  listener.listen(0, host);
  await once(listener, 'listening');
  expect(await dialogue.ask(`LPRT ${formatLongAddress(host, (listener.address() as AddressInfo).port)}`)).toMatch(/^200/);
  dialogue.send('NLST');
  const [active] = (await once(listener, 'connection')) as [Socket];
  expect(await text(active)).toBe('there\r\n');
  expect(await dialogue.codes(2)).toEqual([150, 226]);
});

it('LPRT goes nowhere that PORT would not go, and names the families that there are', async () => {
  const { session } = await served(onTestFinished);
  const dialogue = await session();
  for (const wrong of ['4,4,192,0,2,1,2,19,136', '4,4,127,0,0,1,2,3,255', '4,4,127,0,0,1,2,0,0']) expect(await dialogue.ask(`LPRT ${wrong}`)).toMatch(/^504/);
  expect(await dialogue.ask('LPRT 9,4,1,2,3,4,2,19,136')).toBe('521 Supported address families are (4).');
  expect(await dialogue.ask(`LPRT ${formatLongAddress('::1', 5000)}`)).toBe('521 Supported address families are (4).');
  for (const wrong of ['', ' 4,4,127,0,0,1,2,200', ' 4,16,127,0,0,1,2,19,136', ' 4,4,127,0,0,256,2,19,136', ` 4,4,${'1,'.repeat(3000)}1`]) expect(await dialogue.ask(`LPRT${wrong}`)).toMatch(/^501/);
  expect(await dialogue.ask('EPSV ALL')).toMatch(/^200/);
  expect(await dialogue.ask('LPSV')).toMatch(/^503/);
});
