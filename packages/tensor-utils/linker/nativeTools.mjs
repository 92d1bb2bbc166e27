import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './runCommand.mjs';

/**
 * @typedef {object} NativeTools
 * @property {string} python - Path of python3, or '' when it is missing.
 * @property {string} compiler - Path of the C++ compiler, or '' when it is missing.
 */

/**
 * Looks a program up in PATH without starting it.
 *
 * @param {string} name - Program name.
 * @param {NodeJS.ProcessEnv} [env] - Environment. Default: this process's.
 * @returns {string} Its path, or '' when there is none.
 */
export function findProgram(name, env = process.env) {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not here: the next folder.
    }
  }
  return '';
}

/**
 * @param {NodeJS.ProcessEnv} [env] - Environment. Default: this process's.
 * @returns {NativeTools} Where the tools are; `$CXX` names another compiler.
 */
export function findTools(env = process.env) {
  const names = [env['CXX'], 'g++', 'clang++', 'c++'];
  const compilers = names.map((name) => (name ? findProgram(name, env) || absolute(name) : ''));
  return {
    python: findProgram('python3', env),
    compiler: compilers.find((path) => path !== '') ?? '',
  };
}

/**
 * @param {string} path - A program as the user named it.
 * @returns {string} The same when it is an existing path, else ''.
 */
function absolute(path) {
  return path.startsWith('/') && existsSync(path) ? path : '';
}

/**
 * What is missing to download a wheel (python3 with pip) and to build the addon (a C++ compiler).
 *
 * @param {NativeTools} tools - From `findTools`.
 * @param {{ download: boolean, hasPip?: (python: string) => Promise<boolean> }} need - Whether a
 *   wheel must be downloaded; how to ask for pip (default: runs `python3 -m pip --version`).
 * @returns {Promise<string[]>} Names for a message; empty when all is there.
 */
export async function missingTools(tools, need) {
  const missing = [];
  if (need.download) {
    const hasPip = need.hasPip ?? asksForPip;
    if (tools.python === '') missing.push('python3 with pip');
    else if (!(await hasPip(tools.python))) missing.push('pip of python3');
  }
  if (tools.compiler === '') missing.push('g++');
  return missing;
}

/**
 * @param {string} python - Path of python3.
 * @returns {Promise<boolean>} Whether it has pip.
 */
async function asksForPip(python) {
  const { status } = await runCommand(python, ['-m', 'pip', '--version'], { timeoutMs: 20_000 });
  return status === 0;
}
