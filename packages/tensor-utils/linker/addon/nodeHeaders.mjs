import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { findProgram } from '../nativeTools.mjs';
import { NativeError } from '../nativeError.mjs';
import { runCommand } from '../runCommand.mjs';

/**
 * @param {NodeJS.ProcessEnv} env - Environment.
 * @param {string} project - A folder of the project that is being set up.
 * @returns {string[]} Folders that may hold `node_api.h`.
 */
function headerFolders(env, project) {
  const release = process.versions.node;
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  const given = env['npm_config_nodedir'];
  return [
    ...(given ? [join(given, 'include', 'node')] : []),
    join(prefix, 'include', 'node'),
    join(homedir(), '.cache', 'node-gyp', release, 'include', 'node'),
    join(homedir(), 'Library', 'Caches', 'node-gyp', release, 'include', 'node'),
    ...headerPackage(project),
  ];
}

/**
 * The package of the headers that do not change from Node to Node, all that an addon needs: a Node that npm has installed
 * comes as a program alone.
 *
 * @param {string} project - A folder of the project that is being set up.
 * @returns {string[]} Its folder of headers, if the project has it.
 */
function headerPackage(project) {
  try {
    const manifest = createRequire(join(project, 'index.js')).resolve(
      'node-api-headers/package.json',
    );
    return [join(dirname(manifest), 'include')];
  } catch {
    return [];
  }
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
 * Finds the C headers of the running Node; most installations have them, a project may have them as a package, else
 * node-gyp gets them.
 *
 * @param {NodeJS.ProcessEnv} [env] - Environment. Default: this process's.
 * @param {string} [project] - A folder of the project that is being set up. Default: the working folder.
 * @returns {Promise<string>} The folder that holds `node_api.h`.
 * @throws {NativeError} `ERR_NATIVE_TOOLS` when they cannot be had.
 */
export async function findNodeHeaders(env = process.env, project = process.cwd()) {
  const find = () =>
    headerFolders(env, project).find((folder) => existsSync(join(folder, 'node_api.h')));
  const present = find();
  if (present !== undefined) return present;
  const script = findNodeGyp(env);
  const result =
    script === ''
      ? undefined
      : await runCommand(process.execPath, [script, 'install'], { env, timeoutMs: 120_000 });
  const fetched = find();
  if (fetched !== undefined) return fetched;
  const attempt =
    result === undefined ? 'npm has no node-gyp to get them' : 'node-gyp could not download them';
  throw new NativeError(
    'ERR_NATIVE_TOOLS',
    `the C headers of Node are missing beside ${process.execPath}, and ${attempt}; ` +
      'get them with: npm install node-api-headers',
    { detail: result?.output ?? '' },
  );
}
