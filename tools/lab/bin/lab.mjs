#!/usr/bin/env node
// Starts src/main.ts in a Node that resolves the workspace's sources, with an environment that must be set before a process starts.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const lab = new URL('..', import.meta.url);
let loader;
try {
  loader = import.meta.resolve('tsx');
} catch {
  console.error('lab: the dependencies are not installed; run npm run setup first');
  process.exit(1);
}
const child = spawn(
  process.execPath,
  [
    '--no-warnings',
    '--enable-source-maps',
    '--conditions=@causal-mechanisms/source',
    `--import=${loader}`,
    fileURLToPath(new URL('src/main.ts', lab)),
    ...process.argv.slice(2),
  ],
  {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      TF_CPP_MIN_LOG_LEVEL: '2',
      // With an arena per thread glibc keeps what each of them freed, and resident memory grows for hours.
      MALLOC_ARENA_MAX: '2',
      ...process.env,
      TSX_TSCONFIG_PATH: fileURLToPath(new URL('tsconfig.lib.json', lab)),
    },
  },
);
// The open channel tells the child when this process dies, however it dies: see src/main.ts.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('error', (error) => {
  console.error(`lab: cannot start Node: ${error.message}`);
  process.exitCode = 1;
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
});
