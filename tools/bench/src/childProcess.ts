import { spawn } from 'node:child_process';
import { BenchError } from './benchError.ts';

/** A program to run to its end. */
export interface Program {
  /** What to call it in messages. */
  readonly name: string;
  /** The executable. */
  readonly file: string;
  /** Its arguments. */
  readonly args: readonly string[];
  /** Variables to set besides those of this process. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end.
 *
 * @param program - What to run.
 * @returns All that it wrote on its standard output.
 * @throws BenchError when it does not start, fails or is killed; the message ends with the error that it wrote.
 */
export async function runProgram(program: Program): Promise<string> {
  const { name, file, args, environment } = program;
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const [out, err] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = await new Promise<number | string>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new BenchError(`${name}: cannot start ${file}: ${cause.message}`, { cause })),
    );
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'no exit code'));
  });
  if (ended === 0) return Buffer.concat(out).toString();
  const reason = errorIn(Buffer.concat(err).toString());
  throw new BenchError(
    `${name}: ${file} ended with ${ended}${reason === '' ? '' : `: ${reason}`}`,
    {
      data: { ended, file, args },
    },
  );
}

/** The last line that looks like an error, which Node puts above the stack; else the last line. */
function errorIn(output: string): string {
  const lines = output.trimEnd().split('\n');
  return lines.findLast((line) => /^\w*(Error|Exception)\b/.test(line)) ?? lines.at(-1) ?? '';
}
