import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as delay } from 'node:timers/promises';
import { NativeError } from './nativeError.mjs';

/**
 * @typedef {object} LockOptions
 * @property {number} [waitMs] - How long to wait for another holder. Default: 30 minutes.
 * @property {number} [staleMs] - A lock untouched for so long is dead. Default: 2 minutes.
 * @property {number} [pollMs] - Pause between two attempts. Default: 200.
 * @property {(holder: string) => void} [onWait] - Called once when somebody else holds the lock.
 */

/**
 * @param {number} pid - A process of this machine.
 * @returns {boolean} Whether it lives.
 */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Whether the holder of a lock is gone: its process has ended, or nobody has touched it for long
 * (the holder may live on another machine that shares the home folder).
 *
 * @param {string} file - Lock file.
 * @param {number} staleMs - Age at which an untouched lock is dead.
 * @returns {boolean} False also when the file has vanished: then it can simply be taken.
 */
export function isStaleLock(file, staleMs) {
  try {
    if (Date.now() - statSync(file).mtimeMs > staleMs) return true;
    const holder = JSON.parse(readFileSync(file, 'utf8'));
    return holder.host === hostname() && Number.isInteger(holder.pid) && !isAlive(holder.pid);
  } catch {
    return false; // gone, or being written at this moment
  }
}

/**
 * @param {string} file - File to create.
 * @param {string} content - Its content.
 * @returns {boolean} False when it exists already.
 */
function createExclusively(file, content) {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a dead lock. Only one process at a time may do so, and it looks again first: otherwise the
 * second of two would remove the fresh lock of the first.
 *
 * @param {string} file - Lock file.
 * @param {number} staleMs - Age at which an untouched lock is dead.
 */
function removeStaleLock(file, staleMs) {
  const guard = `${file}.removal`;
  if (!createExclusively(guard, '')) {
    if (isStaleLock(guard, staleMs)) rmSync(guard, { force: true });
    return;
  }
  try {
    if (isStaleLock(file, staleMs)) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * Runs a task while holding a lock file; waits for another holder, takes over from a dead one.
 *
 * @template T
 * @param {string} file - Lock file; its folder is made when missing.
 * @param {() => Promise<T>} task - The work.
 * @param {LockOptions} [options] - Waiting times.
 * @returns {Promise<T>} What the task returns.
 * @throws {NativeError} `ERR_NATIVE_LOCK` when the holder does not let go in time.
 */
export async function withLock(file, task, options = {}) {
  const { waitMs = 30 * 60_000, staleMs = 120_000, pollMs = 200, onWait } = options;
  const token = randomUUID();
  const content = JSON.stringify({ pid: process.pid, host: hostname(), token });
  const deadline = Date.now() + waitMs;
  let said = false;
  mkdirSync(dirname(file), { recursive: true });
  while (!createExclusively(file, content)) {
    if (isStaleLock(file, staleMs)) {
      removeStaleLock(file, staleMs);
      continue;
    }
    if (Date.now() > deadline) {
      throw new NativeError('ERR_NATIVE_LOCK', `another process still holds ${file}`);
    }
    if (!said) onWait?.(file);
    said = true;
    await delay(pollMs);
  }
  const heartbeat = setInterval(
    () => {
      try {
        utimesSync(file, new Date(), new Date());
      } catch {
        // The lock was removed by hand; the release below copes with that.
      }
    },
    Math.max(50, staleMs / 10),
  );
  heartbeat.unref();
  try {
    return await task();
  } finally {
    clearInterval(heartbeat);
    try {
      if (JSON.parse(readFileSync(file, 'utf8')).token === token) rmSync(file, { force: true });
    } catch {
      // Removed by hand: nothing to release.
    }
  }
}
