// A process of its own for each measurement of our program: `ours.ts SIZES [BACKEND]`, SIZES in JSON. Prints a line of JSON.
import { useBackend } from '@causal-mechanisms/tensor-utils';
import type { UseBackendOptions } from '@causal-mechanisms/tensor-utils';
import type { Sizes } from '../arguments.ts';
import { spread } from '../median.ts';
import { measureIterations } from './measureIterations.ts';

const [sizesJson = '', backend] = process.argv.slice(2);
const sizes = JSON.parse(sizesJson) as Sizes;
const chosen = backend as UseBackendOptions['backend'];
const { rung, versions } = await useBackend(chosen === undefined ? {} : { backend: chosen });
const measured = await measureIterations(sizes);
const { median, min, max } = spread(measured.seconds);
const native = versions['tensorflow'];
// The native library writes to the same standard output when it is loaded: the report is the last line.
process.stdout.write(
  `\n${JSON.stringify({
    peer: `causal-mechanisms on ${rung}${native === undefined ? '' : ` (TensorFlow ${native})`}`,
    experts: sizes.experts,
    batch: sizes.batch,
    threads: sizes.threads,
    median_s: median,
    min_s: min,
    max_s: max,
    cpu_s: measured.cpuSeconds,
    winning_experts: measured.winningExperts,
  })}\n`,
);
