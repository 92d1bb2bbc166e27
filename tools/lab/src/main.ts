import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT } from '@causal-mechanisms/command-line';
import { watchPipes } from './command/closedPipes.ts';
import { childTerminal, isChild, startChildLab, typedCommand } from './command/childLab.ts';
import { runCommandLine } from './command/commandLine.ts';
import { RECIPES } from './recipes/index.ts';
import { watchInterrupts } from './command/interrupt.ts';
import type { Terminal } from './run/world.ts';

// bin/lab.mjs keeps a channel open. When it is killed, this process must not go on alone and hold the run folder.
process.on('disconnect', () => process.exit(EXIT.failed));
process.channel?.unref();
// It may be gone already: what this file imports takes seconds to load.
if (process.send !== undefined && !process.connected) process.exit(EXIT.failed);

const terminal: Terminal = isChild()
  ? childTerminal()
  : {
      out: (text) => process.stdout.write(`${text}\n`),
      note: (text) => process.stderr.write(`${text}\n`),
      ...(process.stderr.isTTY ? { barStream: process.stderr } : {}),
    };
const interrupts = watchInterrupts(process, {
  onFirst: () =>
    terminal.note(
      '\nstopping: the step is finished and saved first (Ctrl-C again stops at once, without saving)',
    ),
  onSecond: () => process.exit(EXIT.interrupted),
  now: () => Date.now(),
});
watchPipes([process.stdout], () => undefined);
watchPipes([process.stderr], () => interrupts.ask());
// npm changes to the folder of the package; its user meant the folder they are in.
const typedIn = process.env['npm_lifecycle_event'] === 'lab' ? process.env['INIT_CWD'] : undefined;

process.exitCode = await runCommandLine(process.argv.slice(2), {
  workingDirectory: typedIn ?? process.cwd(),
  repositoryRoot: resolve(fileURLToPath(import.meta.url), '../../../..'),
  environment: process.env,
  terminal,
  now: () => Date.now(),
  signal: interrupts.signal,
  recipes: RECIPES,
  startChild: startChildLab,
  commandLine: typedCommand(),
});
interrupts.stop();
