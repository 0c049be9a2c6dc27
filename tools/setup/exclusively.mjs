import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN = 200;
const WAIT_AT_MOST = 10 * 60_000;

/**
 * Runs `work` while no other process of this user does so for the same directory. The lock is a directory that holds its
 * owner's process id; the lock of a process that is gone is taken over.
 * @throws when another process holds the lock for ten minutes.
 */
export async function exclusively(top, work) {
  const name = createHash('sha256').update(resolve(top)).digest('hex').slice(0, 16);
  const lock = join(tmpdir(), `ftpspec-setup-${userInfo().uid}-${name}`);
  const giveUp = Date.now() + WAIT_AT_MOST;
  let told = false;
  while (!take(lock)) {
    if (dropIfStale(lock)) continue;
    if (Date.now() > giveUp) throw new Error(`another set-up holds ${lock}; remove it if none is running`);
    if (!told) console.log('ftpspec: waiting for another set-up of this directory');
    told = true;
    await pause(LOOK_AGAIN);
  }
  // Also when the work ends the process. After a signal the lock is stale, and the next set-up takes it over.
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** A rename is atomic and refuses a directory that is not empty: the lock never exists without its owner's name. */
function take(lock) {
  const mine = mkdtempSync(`${lock}.`);
  writeFileSync(join(mine, 'owner'), String(process.pid));
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST' || error.code === 'EPERM') return false;
    throw error;
  }
}

/** Moves the lock away first: of two that find it stale, one moves it, and what it moved is looked at again. */
function dropIfStale(lock) {
  if (ownerLives(lock)) return false;
  const away = `${lock}.stale-${process.pid}`;
  try {
    renameSync(lock, away);
  } catch {
    return true;
  }
  if (ownerLives(away)) renameSync(away, lock);
  else rmSync(away, { recursive: true, force: true });
  return true;
}

function ownerLives(lock) {
  try {
    process.kill(Number(readFileSync(join(lock, 'owner'), 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
