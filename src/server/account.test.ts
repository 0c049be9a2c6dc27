import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { served } from './served.ts';

const codes = async (dialogue: { ask(line: string): Promise<string> }, ...lines: string[]): Promise<number[]> => {
  const all: number[] = [];
  for (const line of lines) all.push(Number((await dialogue.ask(line)).slice(0, 3)));
  return all;
};

it('a user with an account names it to log in', async () => {
  const { connect } = await served(onTestFinished, { users: [{ name: 'tester', password: 'secret', readOnly: false, account: 'bookkeeping' }] });
  const dialogue = await connect();
  await dialogue.reply();
  expect(await codes(dialogue, 'ACCT bookkeeping', 'USER tester', 'ACCT bookkeeping', 'PASS secret', 'PWD', 'ACCT', 'ACCT other', 'PWD')).toEqual([503, 331, 503, 332, 530, 501, 530, 530]);
  expect(await codes(dialogue, 'USER tester', 'PASS wrong', 'ACCT bookkeeping', 'USER tester', 'PASS secret', 'ACCT bookkeeping', 'PWD', 'ACCT bookkeeping')).toEqual([331, 530, 503, 331, 332, 230, 257, 202]);
});

it('an account for storing is asked for where something is stored, and another login asks again', async () => {
  const { root, session } = await served(onTestFinished, { users: [{ name: 'tester', password: 'secret', readOnly: false, account: 'bookkeeping', accountFor: 'storing' }] });
  await writeFile(join(root, 'f'), 'x');
  const dialogue = await session();
  await dialogue.passive();
  expect(await codes(dialogue, 'SIZE f', 'STOR g', 'RNFR f', 'RNTO h', 'ACCT other', 'STOR g', 'ACCT bookkeeping')).toEqual([213, 532, 350, 532, 530, 532, 230]);
  expect(await codes(dialogue, 'RNFR f', 'RNTO h', 'USER tester', 'PASS secret', 'RNFR h', 'RNTO f')).toEqual([350, 250, 331, 230, 350, 532]);
});
