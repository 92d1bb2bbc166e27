// Prepares a checkout: node_modules as the lock file says, then the native backend where possible.
// Does nothing, quickly, when all is in place. Uses Node built-ins only.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './src/dependencies.mjs';
import { ensureNativeBackend } from './src/nativeBackend.mjs';
import { nodeSatisfies } from './src/nodeVersion.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {string} line */
const say = (line) => console.log(`set-up: ${line}`);

/**
 * @param {readonly string[]} args - Arguments of the command line.
 * @returns {Promise<number>} Exit status.
 */
async function main(args) {
  const unknown = args.find((arg) => arg !== '--retry');
  if (unknown !== undefined) {
    console.error(`set-up: unknown argument ${unknown}; only --retry is known`);
    return 2;
  }
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!nodeSatisfies(process.versions.node, engines.node)) {
    console.error(`set-up: Node ${engines.node} is needed, this is ${process.versions.node}`);
    return 1;
  }
  const { installed, failure } = await ensureDependencies(root, say).catch(failed);
  if (failure !== '') {
    console.error(
      `${failure.trimEnd()}\nset-up: the dependencies could not be installed, see above`,
    );
    return 1;
  }
  say(installed ? 'dependencies: installed' : 'dependencies: in place');
  const step = { root, env: process.env, retry: args.includes('--retry'), now: Date.now, say };
  try {
    say(await ensureNativeBackend(step));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`native backend: none (${reason}); the slower WASM backend is used`);
  }
  return 0;
}

/**
 * @param {unknown} error - What kept npm from being started.
 */
function failed(error) {
  return { installed: false, failure: error instanceof Error ? error.message : String(error) };
}

process.exitCode = await main(process.argv.slice(2));
