// Runs Jest over every package in ES-module mode; arguments are passed on to Jest.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const jest = fileURLToPath(new URL('../../node_modules/jest/bin/jest.js', import.meta.url));
const run = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', jest, ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: fileURLToPath(new URL('../..', import.meta.url)) },
);
process.exit(run.status ?? 1);
