import { resolve } from 'node:path';
import { runCommandLine } from '../../src/command/commandLine.ts';
import { watchInterrupts } from '../../src/command/interrupt.ts';
import { nothingRecipe, slowRecipe } from './slowRecipe.ts';

// A program for the tests of workers: the lab with a recipe that counts. Runs are computed in this process, so that a kill hits both.
const interrupts = watchInterrupts(process, {
  onFirst: () => undefined,
  onSecond: () => process.exit(130),
  now: () => Date.now(),
});
process.exitCode = await runCommandLine(process.argv.slice(2), {
  workingDirectory: process.cwd(),
  repositoryRoot: resolve(import.meta.dirname, 'none'),
  environment: process.env,
  terminal: {
    out: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
  },
  now: () => Date.now(),
  signal: interrupts.signal,
  recipes: [slowRecipe(), nothingRecipe()],
});
interrupts.stop();
