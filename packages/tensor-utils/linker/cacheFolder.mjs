import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

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
 * The lock file for a folder. It lies outside of the folder, which may be replaced while locked.
 *
 * @param {string} cache - The cache folder.
 * @param {string} folder - The folder to be locked, absolute.
 * @returns {string} Path of the lock file.
 */
export function lockFileFor(cache, folder) {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(cache, 'locks', `${name}.lock`);
}
