import { BenchError } from './program.ts';
import type { Program } from './program.ts';

/** What one timed process reports. */
export interface Timing {
  /** What ran, such as `torch 2.9.1`. */
  readonly program: string;
  /** Seconds per iteration: the median. */
  readonly seconds: number;
  /** Seconds of the fastest iteration. */
  readonly min: number;
  /** Seconds of the slowest iteration. */
  readonly max: number;
  /** Processor seconds per iteration over all threads, when the program reports them. */
  readonly cpuSeconds?: number;
  /** Mean number of experts that won an image, when the program reports it. */
  readonly winningExperts?: number;
  /** The loss of the last iteration, when the program reports it. */
  readonly loss?: number;
  /** Trained parameters, when the program reports them. */
  readonly parameters?: number;
  /** The most memory that the process had at once, in MiB, when the program reports it. */
  readonly peakMebibytes?: number;
  /** Live tensors after every timed iteration, when the program reports that it is always the same number. */
  readonly liveTensors?: number;
  /** Seconds of the update of a discriminator, one part of an iteration, when the program reports it: the median. */
  readonly discriminatorSeconds?: number;
  /** Seconds of the update of an encoder, likewise. */
  readonly encoderSeconds?: number;
  /** Seconds of the update of a generator, likewise. */
  readonly generatorSeconds?: number;
}

/** What a report may hold besides the times, by its name there. */
const EXTRAS = {
  winning_experts: 'winningExperts',
  loss: 'loss',
  parameters: 'parameters',
  peak_mib: 'peakMebibytes',
  live_tensors: 'liveTensors',
  discriminator_s: 'discriminatorSeconds',
  encoder_s: 'encoderSeconds',
  generator_s: 'generatorSeconds',
} as const satisfies Readonly<Record<string, keyof Timing>>;

/**
 * Reads the report of a timed process: the last line of its output, a JSON object with `median_s`, `min_s`, `max_s` and
 * perhaps `cpu_s`, `winning_experts`, `loss`, `parameters`, `peak_mib`, `live_tensors`, the seconds of parts, and the program's name under `peer`.
 *
 * @param program - The name to use when the line has none, and for messages.
 * @param output - All that the process wrote.
 * @returns The report.
 * @throws BenchError when there is no such line or a number is missing or impossible.
 */
export function parseTiming(program: string, output: string): Timing {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  const fields = readObject(program, line);
  const seconds = (name: string): number => {
    const value = fields[name];
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
    throw new BenchError(
      `${program}: expected "${name}" to be a positive number of seconds in ${shown(line)}`,
      { data: { name, value } },
    );
  };
  return {
    program: typeof fields['peer'] === 'string' ? fields['peer'] : program,
    seconds: seconds('median_s'),
    min: seconds('min_s'),
    max: seconds('max_s'),
    ...(fields['cpu_s'] === undefined ? {} : { cpuSeconds: seconds('cpu_s') }),
    ...Object.fromEntries(
      Object.entries(EXTRAS).flatMap(([name, field]) =>
        typeof fields[name] === 'number' ? [[field, fields[name]]] : [],
      ),
    ),
  };
}

/**
 * Runs a program that reports its times.
 *
 * @param program - What to run.
 * @param run - Runs it.
 * @returns The report.
 * @throws BenchError when it fails or reports nothing.
 */
export async function timeProgram(
  program: Program,
  run: (program: Program) => Promise<string>,
): Promise<Timing> {
  return parseTiming(program.name, await run(program));
}

function readObject(program: string, line: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (cause) {
    throw new BenchError(`${program}: expected a line of JSON at the end, got ${shown(line)}`, {
      cause,
    });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new BenchError(`${program}: expected a JSON object at the end, got ${shown(line)}`);
  }
  return parsed as Readonly<Record<string, unknown>>;
}

function shown(line: string): string {
  return line.length > 120 ? `"${line.slice(0, 120)}..."` : `"${line}"`;
}
