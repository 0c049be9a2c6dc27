import { mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { served } from './served.ts';

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o7777;

describe('SITE', () => {
  it('sets permissions, and nothing but the nine bits, inside the served directory', async () => {
    const { root, session } = await served(onTestFinished);
    await writeFile(join(root, 'a b'), 'x', { mode: 0o600 });
    await mkdir(join(root, 'd'));
    await symlink(dirname(root), join(root, 'out'));
    const dialogue = await session();
    expect(await dialogue.ask('SITE CHMOD 640 a b')).toBe('200 /a b: mode set.');
    expect(await modeOf(join(root, 'a b'))).toBe(0o640);
    expect(await dialogue.ask('site chmod 000 a b')).toMatch(/^200/);
    expect(await dialogue.ask('SITE CHMOD 0604 a b')).toMatch(/^200/);
    expect(await modeOf(join(root, 'a b'))).toBe(0o604);
    expect(await dialogue.ask('SITE CHMOD 700 d')).toMatch(/^200/);
    expect(await modeOf(join(root, 'd'))).toBe(0o700);
    for (const [line, code] of [['SITE CHMOD', 501], ['SITE CHMOD 640', 501], ['SITE CHMOD 4755 d', 501], ['SITE CHMOD 800 d', 501], ['SITE CHMOD 777 /', 550], ['SITE CHMOD 777 out', 550], ['SITE CHMOD 777 none', 550], [`SITE CHMOD 777 ${'x/'.repeat(3000)}`, 550]] as const) {
      expect([line, Number((await dialogue.ask(line)).slice(0, 3))]).toEqual([line, code]);
    }
    expect(await modeOf(join(root, 'd'))).toBe(0o700);
  });

  it('gives new files and directories the mask of their own session', async () => {
    const { root, session } = await served(onTestFinished);
    const [one, other] = [await session(), await session()];
    expect(await one.ask('SITE UMASK 027')).toBe('200 The mask is 027.');
    expect(await one.ask('SITE UMASK')).toBe('200 The mask is 027.');
    expect(await other.ask('SITE UMASK')).not.toContain('027');
    expect(await one.ask('SITE UMASK 1000')).toMatch(/^501/);
    await one.ask('MKD d');
    expect(await modeOf(join(root, 'd'))).toBe(0o750);
    const data = await one.passive();
    one.send('STOR f');
    data.end('x');
    expect(await one.codes(2)).toEqual([150, 226]);
    expect(await modeOf(join(root, 'f'))).toBe(0o640);
    expect(await one.ask('USER tester')).toMatch(/^331/);
    expect(await one.ask('PASS secret')).toMatch(/^230/);
    expect(await one.ask('SITE UMASK')).not.toContain('027');
  });

  it('sets the time of a file in both forms, and knows the calendar', async () => {
    const { root, session } = await served(onTestFinished);
    await writeFile(join(root, 'a b'), 'x');
    const dialogue = await session();
    expect(await dialogue.ask('SITE UTIME 202002291200 a b')).toMatch(/^200/);
    expect(await dialogue.ask('MDTM a b')).toBe('213 20200229120000');
    expect(await dialogue.ask('SITE UTIME a b 20010101000000 20010203040506 20010101000000 UTC')).toMatch(/^200/);
    expect(await dialogue.ask('MDTM a b')).toBe('213 20010203040506');
    expect(await dialogue.ask('SITE UTIME 20210229120000 a b')).toMatch(/^550/);
    expect(await dialogue.ask('SITE UTIME 2021 a b')).toMatch(/^501/);
    expect(await dialogue.ask('MDTM a b')).toBe('213 20010203040506');
  });

  it('changes the idle limit of its session within limits', async () => {
    const { session } = await served(onTestFinished, { idleRange: [1000, 100_000], idleLimit: 60_000 });
    const dialogue = await session();
    expect(await dialogue.ask('SITE IDLE')).toBe('200 The idle limit is 60 seconds; 1 to 100 can be had.');
    for (const wrong of ['0', '101', '-1', 'soon', '9'.repeat(30)]) expect(await dialogue.ask(`SITE IDLE ${wrong}`)).toMatch(/^501/);
    expect(await dialogue.ask('SITE IDLE 1')).toMatch(/^200/);
    expect((await dialogue.reply()).code).toBe(421);
    await dialogue.end();
  });

  it('tells what it offers in HELP SITE and SITE HELP, and nothing of it before the login', async () => {
    const { session, connect } = await served(onTestFinished);
    const dialogue = await session();
    const told = await dialogue.ask('SITE HELP');
    for (const word of ['CHMOD', 'UMASK', 'IDLE', 'UTIME', 'HELP']) expect(told).toContain(`SITE ${word}`);
    expect((await dialogue.ask('HELP SITE')).split('\n').slice(1)).toEqual(told.split('\n').slice(1));
    expect(await dialogue.ask('SITE HELP CHMOD')).toMatch(/^214[\s\S]*permissions/);
    expect(await dialogue.ask('HELP SITE UTIME')).toMatch(/^214[\s\S]*time/);
    expect(await dialogue.ask('SITE XYZZY')).toMatch(/^501/);
    expect(await dialogue.ask('SITE')).toMatch(/^501/);
    const stranger = await connect();
    await stranger.reply();
    for (const line of ['SITE UMASK 000', 'SITE IDLE', 'SITE CHMOD 777 x', 'SITE HELP']) expect(await stranger.ask(line)).toMatch(/^530/);
  });

  it('lets a user who may only read change nothing', async () => {
    const { root, connect } = await served(onTestFinished, { users: [{ name: 'tester', password: 'secret', readOnly: true }] });
    await writeFile(join(root, 'f'), 'x', { mode: 0o600 });
    const dialogue = await connect();
    await dialogue.login();
    expect(await dialogue.ask('SITE CHMOD 777 f')).toMatch(/^550/);
    expect(await dialogue.ask('SITE UTIME 202002291200 f')).toMatch(/^550/);
    expect(await modeOf(join(root, 'f'))).toBe(0o600);
  });
});
