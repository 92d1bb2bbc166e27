import { CausalMechanismsError, useBackend } from '@causal-mechanisms/tensor-utils';
import type { UseBackendOptions } from '@causal-mechanisms/tensor-utils';
import { spread } from '../results/spread.ts';
import type { StepTimes } from './timeSteps.ts';

/** What a process of ours measured. */
export interface Measurement {
  /** The times. */
  readonly times: StepTimes;
  /** What else to report, under the names of the report. */
  readonly extras: Readonly<Record<string, number>>;
}

/**
 * The whole of a process that measures a program of ours: picks the backend, measures, and prints a line of JSON. A
 * typed error becomes a line of error output and the exit code 1.
 *
 * @param backend - The backend that was asked for. Default: the best that loads.
 * @param measure - Measures.
 */
export async function runMeasuredProcess(
  backend: string | undefined,
  measure: () => Promise<Measurement>,
): Promise<void> {
  try {
    const chosen = backend as UseBackendOptions['backend'];
    const { rung, versions } = await useBackend(chosen === undefined ? {} : { backend: chosen });
    const { times, extras } = await measure();
    const { median, min, max } = spread(times.seconds);
    const native = versions['tensorflow'];
    const report = {
      peer: `causal-mechanisms on ${rung}${native === undefined ? '' : ` (TensorFlow ${native})`}`,
      median_s: median,
      min_s: min,
      max_s: max,
      cpu_s: times.cpuSeconds,
      ...extras,
    };
    // The native library writes to the same standard output when it is loaded: the report is the last line.
    process.stdout.write(`\n${JSON.stringify(report)}\n`);
  } catch (error) {
    if (!(error instanceof CausalMechanismsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
