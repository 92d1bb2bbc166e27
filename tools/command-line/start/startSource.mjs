// Starts the sources of a tool: its src/main.ts, in a Node that resolves the workspace's sources.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} StartOptions
 * @property {Record<string, string>} [environment] - What is set before the process starts, where the caller has not set it. Default: nothing more.
 * @property {boolean} [watched] - Whether an open channel tells the process when this one dies, however it dies. Default: false.
 */

/**
 * Runs a tool with the arguments of this process, passes signals on, and ends as it ends.
 *
 * @param {URL} folder - Of the tool, with a slash at the end.
 * @param {StartOptions} [options] - Environment and channel.
 */
export function startSource(folder, { environment = {}, watched = false } = {}) {
  const name = basename(fileURLToPath(folder));
  let loader;
  try {
    loader = import.meta.resolve('tsx');
  } catch {
    console.error(`${name}: the dependencies are not installed; run npm run setup first`);
    process.exit(1);
  }
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--enable-source-maps',
      '--conditions=@causal-mechanisms/source',
      `--import=${loader}`,
      fileURLToPath(new URL('src/main.ts', folder)),
      ...process.argv.slice(2),
    ],
    {
      stdio: ['inherit', 'inherit', 'inherit', ...(watched ? ['ipc'] : [])],
      env: {
        ...environment,
        ...process.env,
        TSX_TSCONFIG_PATH: fileURLToPath(new URL('tsconfig.lib.json', folder)),
      },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    console.error(`${name}: cannot start Node: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
