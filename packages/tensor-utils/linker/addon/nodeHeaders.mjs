import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { findProgram } from '../nativeTools.mjs';
import { NativeError } from '../nativeError.mjs';
import { lastLine, runCommand } from '../runCommand.mjs';

/**
 * @param {NodeJS.ProcessEnv} env - Environment.
 * @returns {string[]} Folders that may hold `node_api.h`.
 */
function headerFolders(env) {
  const release = process.versions.node;
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  const given = env['npm_config_nodedir'];
  return [
    ...(given ? [join(given, 'include', 'node')] : []),
    join(prefix, 'include', 'node'),
    join(homedir(), '.cache', 'node-gyp', release, 'include', 'node'),
    join(homedir(), 'Library', 'Caches', 'node-gyp', release, 'include', 'node'),
  ];
}

/**
 * @param {NodeJS.ProcessEnv} env - Environment.
 * @returns {string} node-gyp's script as npm carries it, or ''.
 */
function findNodeGyp(env) {
  const npm = env['npm_execpath'] ?? findProgram('npm', env);
  const candidates = [env['npm_config_node_gyp']];
  if (npm !== '' && existsSync(npm)) {
    try {
      candidates.push(createRequire(realpathSync(npm)).resolve('node-gyp/bin/node-gyp.js'));
    } catch {
      // This npm carries none.
    }
  }
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? '';
}

/**
 * Finds the C headers of the running Node; most installations have them, else node-gyp gets them.
 *
 * @param {NodeJS.ProcessEnv} [env] - Environment. Default: this process's.
 * @returns {Promise<string>} The folder that holds `node_api.h`.
 * @throws {NativeError} `ERR_NATIVE_TOOLS` when they cannot be had.
 */
export async function findNodeHeaders(env = process.env) {
  const find = () => headerFolders(env).find((folder) => existsSync(join(folder, 'node_api.h')));
  const present = find();
  if (present !== undefined) return present;
  const script = findNodeGyp(env);
  const result =
    script === ''
      ? undefined
      : await runCommand(process.execPath, [script, 'install'], { env, timeoutMs: 120_000 });
  const fetched = find();
  if (fetched !== undefined) return fetched;
  const reason = result === undefined ? 'npm has no node-gyp to get them' : lastLine(result.output);
  throw new NativeError('ERR_NATIVE_TOOLS', `the C headers of Node are missing (${reason})`);
}
