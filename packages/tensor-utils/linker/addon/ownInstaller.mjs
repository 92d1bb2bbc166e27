import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { nodeModulesOf } from '../findPackage.mjs';
import { runCommand } from '../runCommand.mjs';

/** @typedef {import('../findPackage.mjs').NativePackage} NativePackage */

const connectLimitMs = 5000;
const installLimitMs = 180_000;

/**
 * The host that the package's installer must reach: its download site, a mirror that the user has
 * named, or the proxy before them.
 *
 * @param {NodeJS.ProcessEnv} env - Environment.
 * @returns {{ host: string, port: number }} Where to connect.
 */
export function downloadHost(env) {
  const address =
    env['HTTPS_PROXY'] ??
    env['https_proxy'] ??
    env['TFJS_NODE_BASE_URI'] ??
    env['TFJS_NODE_CDN_STORAGE'] ??
    env['CDN_STORAGE'] ??
    'https://storage.googleapis.com/';
  const url = new URL(address.includes('://') ? address : `http://${address}`);
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
  return { host: url.hostname, port };
}

/**
 * @param {{ host: string, port: number }} target - Where to connect.
 * @param {number} [limitMs] - Patience. Default: 5 seconds.
 * @returns {Promise<boolean>} Whether somebody answers.
 */
export function isReachable({ host, port }, limitMs = connectLimitMs) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    /** @param {boolean} answer */
    const finish = (answer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(finish, limitMs, false);
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

/**
 * Tries the installer that the package itself carries.
 *
 * @param {NativePackage} target - A package.
 * @param {NodeJS.ProcessEnv} [env] - Environment. Default: this process's.
 * @returns {Promise<string>} '' when an addon is there afterwards, else why not, in few words.
 */
export async function tryOwnInstaller(target, env = process.env) {
  let site;
  try {
    site = downloadHost(env);
  } catch {
    return 'the proxy or mirror in the environment is not an address';
  }
  if (!(await isReachable(site))) return `${site.host} is not reachable`;
  const path = [join(nodeModulesOf(target), '..', '.bin'), env['PATH'] ?? ''].join(delimiter);
  const result = await runCommand(process.execPath, [join('scripts', 'install.js')], {
    cwd: target.folder,
    env: { ...env, PATH: path },
    timeoutMs: installLimitMs,
  });
  if (result.timedOut) return 'it took too long';
  return result.status === 0 && existsSync(target.addon) ? '' : 'it failed';
}
