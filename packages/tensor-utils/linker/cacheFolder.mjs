import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { NativeError } from './nativeError.mjs';

/**
 * @typedef {object} UserPlaces
 * @property {NodeJS.ProcessEnv} [env] - Environment. Default: this process's.
 * @property {string} [home] - Home folder. Default: the user's.
 * @property {string} [temporary] - The folder for temporary files, which all users share. Default: the system's.
 * @property {number} [user] - Number of the user. Default: that of this process; undefined where there are none.
 */

/**
 * The user's cache folder of this project: shared by all checkouts, safe to delete at any time.
 *
 * @param {NodeJS.ProcessEnv} [env] - Environment. Default: this process's.
 * @param {string} [home] - Home folder. Default: the user's.
 * @returns {string} `$XDG_CACHE_HOME/causal-mechanisms`, else `~/.cache/causal-mechanisms`.
 */
export function cacheFolder(env = process.env, home = homedir()) {
  const xdg = env['XDG_CACHE_HOME'];
  // The XDG convention: a relative path counts as not set.
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.cache');
  return join(base, 'causal-mechanisms');
}

/**
 * The folder in which this user keeps locks: the cache folder where it can be written, else the run folder of the
 * session, else a folder of the user's own below the shared temporary one. Nobody else's folder is used: another user
 * could not write there.
 *
 * @param {UserPlaces} [places] - Where to look.
 * @returns {string} A folder that is there and can be written.
 * @throws {NativeError} `ERR_NATIVE_LOCK` when there is none.
 */
export function lockFolder(places = {}) {
  const { env = process.env, home = homedir(), temporary = tmpdir() } = places;
  const user = 'user' in places ? places.user : process.getuid?.();
  const session = env['XDG_RUNTIME_DIR'];
  const candidates = [
    cacheFolder(env, home),
    ...(session !== undefined && isAbsolute(session) ? [join(session, 'causal-mechanisms')] : []),
    join(temporary, `causal-mechanisms-${user ?? 'user'}`),
  ];
  const problems = [];
  for (const folder of candidates) {
    try {
      mkdirSync(join(folder, 'locks'), { recursive: true, mode: 0o700 });
      accessSync(join(folder, 'locks'), constants.W_OK);
      if (user === undefined || statSync(folder).uid === user) return folder;
      problems.push(`${folder} is another user's`);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new NativeError(
    'ERR_NATIVE_LOCK',
    `no folder for locks can be written: ${problems.join('; ')}`,
  );
}

/**
 * The lock file for a folder. It lies outside of the folder, which may be replaced while locked.
 *
 * @param {string} cache - The cache folder, or the one that `lockFolder` gives.
 * @param {string} folder - The folder to be locked, absolute.
 * @returns {string} Path of the lock file.
 */
export function lockFileFor(cache, folder) {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(cache, 'locks', `${name}.lock`);
}
