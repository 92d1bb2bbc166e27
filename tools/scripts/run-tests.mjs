// Runs the tests, and prints how many passed as the last line. Without arguments: the target `test` of every project, by nx, which takes from
// its cache what nothing has changed for; what failed is printed before that line. With arguments: they go to one Jest over all projects.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCount, totalLine } from './src/testCount.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {readonly string[]} args - Of Node. */
const run = (args) =>
  spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root }).status ?? 1;

const given = process.argv.slice(2);
process.exitCode = given.length > 0 ? runFound(given) : runAll();

/** @param {readonly string[]} args - Of Jest. */
function runFound(args) {
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  return run(['--experimental-vm-modules', '--no-warnings', jest, ...args]);
}

function runAll() {
  const projects = ['packages', 'tools']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
    .filter((project) => existsSync(join(project, 'jest.config.mjs')));
  // What nx has in its cache it puts back; what is not there afterwards was not run to its end.
  for (const file of projects.flatMap((project) => [countFile(project), failureFile(project)])) {
    rmSync(file, { force: true });
  }
  const status = run([nxProgram(), 'run-many', '-t', 'build', 'test', '--output-style=static']);
  const line = totalLine(projects.map((project) => parseCount(textOf(countFile(project)))));
  mkdirSync(join(root, 'coverage'), { recursive: true });
  writeFileSync(countFile(root), `${line}\n`);
  for (const project of projects) {
    const failures = textOf(failureFile(project));
    // Nx has printed them as well, far above.
    if (failures !== undefined) console.log(`\nfailed in ${relative(root, project)}:\n${failures}`);
  }
  console.log(`\n${line}`);
  return status;
}

/** @param {string} folder - Of a project, or the root. */
function countFile(folder) {
  return join(folder, 'coverage/test-count.txt');
}

/** @param {string} project - Its folder. */
function failureFile(project) {
  return join(project, 'coverage/test-failures.txt');
}

/** @param {string} file - It need not be there. */
function textOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Where nx says that its program is: not the same in every version. */
function nxProgram() {
  const folder = join(root, 'node_modules/nx');
  /** @type {{ bin: { nx: string } }} */
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, bin.nx);
}
