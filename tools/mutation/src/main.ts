import { fileURLToPath } from 'node:url';
import { runCommandLine } from './commandLine.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  workingDirectory: process.cwd(),
  cacheFolder: fileURLToPath(new URL('../../../node_modules/.cache/mutation', import.meta.url)),
  out: (line) => process.stdout.write(`${line}\n`),
  note: (line) => process.stderr.write(`${line}\n`),
});
