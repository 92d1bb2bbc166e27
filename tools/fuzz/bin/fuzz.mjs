#!/usr/bin/env node
// Starts src/main.ts in a Node that resolves the workspace's sources.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const fuzz = new URL('..', import.meta.url);
const child = spawn(
  process.execPath,
  [
    '--no-warnings',
    '--enable-source-maps',
    '--conditions=@causal-mechanisms/source',
    `--import=${import.meta.resolve('tsx')}`,
    fileURLToPath(new URL('src/main.ts', fuzz)),
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: fileURLToPath(new URL('tsconfig.lib.json', fuzz)),
    },
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('error', (error) => {
  console.error(`fuzz: cannot start Node: ${error.message}`);
  process.exitCode = 1;
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
});
